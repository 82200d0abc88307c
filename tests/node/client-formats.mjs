// Reads the client's files and payloads from docs/encryption.md alone, with other libraries than the product uses.
// Line-delimited JSON, byte strings in hexadecimal:
//   {op: "payload", payload, sk, ledgerId, collection, tag}  ->  {key, value, version, writer, digest}
//   {op: "tag", tagKey, collection, key}                     ->  {tag}
//   {op: "collection", name}                                 ->  {collection}
//   {op: "keyId", pk}                                        ->  {keyId}
//   {op: "keyFile", file, passphrase}                        ->  {signingKey, decryptionKey, tagKey}
import { createDecipheriv, createHash, createHmac } from "node:crypto";
import { createInterface } from "node:readline";
import { Aes128Gcm, Aes256Gcm, CipherSuite, DhkemX25519HkdfSha256, HkdfSha256 } from "@hpke/core";
import { Chacha20Poly1305 } from "@hpke/chacha20poly1305";
import { argon2id } from "@noble/hashes/argon2.js";

const bytes = (hex) => Buffer.from(hex, "hex");
const exact = (buffer) => new Uint8Array(buffer).buffer;
const field = (digest) => Buffer.concat([digest.subarray(0, 31), Buffer.alloc(1)]).toString("hex");
const sha256 = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash("sha256")).digest();
const aeads = { 1: () => new Aes128Gcm(), 2: () => new Aes256Gcm(), 3: () => new Chacha20Poly1305() };

const operations = {
  async payload({ payload, sk, ledgerId, collection, tag }) {
    const data = bytes(payload);
    if (data[0] !== 1) throw new Error("format");
    const suite = new CipherSuite({ kem: new DhkemX25519HkdfSha256(), kdf: new HkdfSha256(), aead: aeads[data[1]]() });
    const recipient = await suite.createRecipientContext({
      recipientKey: await suite.kem.importKey("raw", exact(bytes(sk)), false),
      enc: exact(data.subarray(42, 74)),
      info: exact(Buffer.from("amaters-ledger payload v1")),
    });
    const aad = Buffer.concat([data.subarray(0, 42), bytes(ledgerId), bytes(collection), bytes(tag)]);
    const content = Buffer.from(await recipient.open(exact(data.subarray(74)), exact(aad)));
    const [keyLength, valueLength] = [content.readUInt32LE(0), content.readUInt32LE(4)];
    return {
      key: content.toString("hex", 8, 8 + keyLength),
      value: content.toString("hex", 8 + keyLength, 8 + keyLength + valueLength),
      version: data.readBigUInt64LE(2).toString(),
      writer: data.toString("hex", 10, 42),
      digest: field(sha256(data)),
    };
  },

  async tag({ tagKey, collection, key }) {
    const mac = createHmac("sha256", bytes(tagKey)).update("amaters-ledger tag v1").update(bytes(collection)).update(bytes(key));
    return { tag: field(mac.digest()) };
  },

  async collection({ name }) {
    return { collection: field(sha256("amaters-ledger collection v1", name)) };
  },

  async keyId({ pk }) {
    return { keyId: field(sha256("amaters-ledger encryption key v1", bytes(pk))) };
  },

  async keyFile({ file, passphrase }) {
    const data = bytes(file);
    if (data.toString("latin1", 0, 8) !== "AMTRKEYS" || data.readUInt16LE(8) !== 1) throw new Error("format");
    if (!sha256(data.subarray(0, 226)).equals(data.subarray(226))) throw new Error("checksum");
    const [m, t, p] = [data.readUInt32LE(10), data.readUInt32LE(14), data.readUInt32LE(18)];
    const key = argon2id(Buffer.from(passphrase), data.subarray(22, 38), { m, t, p, dkLen: 32 });
    const cipher = createDecipheriv("aes-256-gcm", key, data.subarray(38, 50));
    cipher.setAAD(data.subarray(0, 114));
    cipher.setAuthTag(data.subarray(210, 226));
    const secrets = Buffer.concat([cipher.update(data.subarray(114, 210)), cipher.final()]);
    return {
      signingKey: secrets.toString("hex", 0, 32),
      decryptionKey: secrets.toString("hex", 32, 64),
      tagKey: secrets.toString("hex", 64, 96),
    };
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const request = JSON.parse(line);
  const reply = await operations[request.op](request).catch((error) => ({ error: error.name }));
  console.log(JSON.stringify(reply));
}
