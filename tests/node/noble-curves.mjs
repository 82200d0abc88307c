// @noble/curves as a second BLS12-381 behind line-delimited JSON: one request a line in, one answer a line out.
//   {op: "group", group: "G1"|"G2", a, b}  ->  {compressed: {a, sum, product, negative}, uncompressed: {…}}
//        the points a·G, a·G + b·G, (a·b)·G and −a·G for scalars a, b, not zero, and the generator G
//   {op: "decode", group, bytes}           ->  {point} in uncompressed form, or {error} where the bytes are refused
//   {op: "pairing", p, q}                  ->  {value}: the 12 coefficients of e(p, q), c0.c0.c0 first
// Scalars are hexadecimal integers, points and byte strings hexadecimal.
import { createInterface } from "node:readline";
import { bls12_381 as bls } from "@noble/curves/bls12-381.js";

const order = bls.fields.Fr.ORDER;
const point = (group, bytes) => {
  const decoded = bls[group].Point.fromHex(bytes);
  decoded.assertValidity();
  return decoded;
};
const coefficients = (f) => [f.c0, f.c1].flatMap((h) => [h.c0, h.c1, h.c2]).flatMap((c) => [c.c0, c.c1]).map((c) => c.toString(16));

const operations = {
  group({ group, a, b }) {
    const generator = bls[group].Point.BASE;
    const [x, y] = [BigInt("0x" + a), BigInt("0x" + b)];
    const first = generator.multiply(x);
    const points = { a: first, sum: first.add(generator.multiply(y)), product: generator.multiply((x * y) % order), negative: first.negate() };
    const encode = (compressed) => Object.fromEntries(Object.entries(points).map(([name, value]) => [name, value.toHex(compressed)]));
    return { compressed: encode(true), uncompressed: encode(false) };
  },
  decode: ({ group, bytes }) => ({ point: point(group, bytes).toHex(false) }),
  pairing: ({ p, q }) => ({ value: coefficients(bls.pairing(point("G1", p), point("G2", q))) }),
};

for await (const line of createInterface({ input: process.stdin })) {
  const request = JSON.parse(line);
  let reply;
  try {
    reply = operations[request.op](request);
  } catch (error) {
    reply = { error: error.message };
  }
  process.stdout.write(JSON.stringify(reply) + "\n");
}
