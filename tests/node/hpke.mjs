// A second HPKE implementation (@hpke/core) behind line-delimited JSON: one request a line in, one answer a line out.
//   {op: "seal", aead, pk, info, messages: [{aad, pt}]}       ->  {enc, messages: [ct]}
//   {op: "open", aead, sk, enc, info, messages: [{aad, ct}]}  ->  {messages: [pt]}, or {error} where one is refused
// Byte strings are hexadecimal; aead is the code point of RFC 9180.
import { createInterface } from "node:readline";
import { Aes128Gcm, Aes256Gcm, CipherSuite, DhkemX25519HkdfSha256, HkdfSha256 } from "@hpke/core";
import { Chacha20Poly1305 } from "@hpke/chacha20poly1305";

const bytes = (hex) => new Uint8Array(Buffer.from(hex, "hex")).buffer;
const hex = (buffer) => Buffer.from(buffer).toString("hex");
const aeads = { 1: () => new Aes128Gcm(), 2: () => new Aes256Gcm(), 3: () => new Chacha20Poly1305() };

async function answer(request) {
  const suite = new CipherSuite({ kem: new DhkemX25519HkdfSha256(), kdf: new HkdfSha256(), aead: aeads[request.aead]() });
  const info = bytes(request.info);
  const messages = [];
  if (request.op === "seal") {
    const recipientPublicKey = await suite.kem.importKey("raw", bytes(request.pk), true);
    const sender = await suite.createSenderContext({ recipientPublicKey, info });
    for (const { aad, pt } of request.messages) messages.push(hex(await sender.seal(bytes(pt), bytes(aad))));
    return { enc: hex(sender.enc), messages };
  }
  const recipientKey = await suite.kem.importKey("raw", bytes(request.sk), false);
  const recipient = await suite.createRecipientContext({ recipientKey, enc: bytes(request.enc), info });
  for (const { aad, ct } of request.messages) messages.push(hex(await recipient.open(bytes(ct), bytes(aad))));
  return { messages };
}

for await (const line of createInterface({ input: process.stdin })) {
  const reply = await answer(JSON.parse(line)).catch((error) => ({ error: error.name }));
  console.log(JSON.stringify(reply));
}
