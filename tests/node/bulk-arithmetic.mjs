// The sums and transforms of ffjavascript (the WebAssembly beneath snarkjs) behind line-delimited JSON, timed inside this process:
//   {op: "msm", group: "G1" | "G2", points: file, scalars: file, runs}  ->  {seconds: [s], result}
//   {op: "ntt", values: file, runs}                                     ->  {seconds: [s], result}
// Files: points in affine Montgomery form, scalars in standard form, values in Montgomery form, all little endian.
// Results: the sum in the form of the points; SHA-256 of all transformed values.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { buildBls12381 } from "ffjavascript";

const curve = await buildBls12381();

async function timed(runs, work) {
  let result = await work();
  const seconds = [];
  for (let i = 0; i < runs; i++) {
    const start = process.hrtime.bigint();
    result = await work();
    seconds.push(Number(process.hrtime.bigint() - start) / 1e9);
  }
  return [seconds, result];
}

const operations = {
  async msm({ group, points, scalars, runs }) {
    const G = curve[group];
    const [bases, factors] = [readFileSync(points), readFileSync(scalars)];
    const [seconds, sum] = await timed(runs, () => G.multiExpAffine(bases, factors));
    const result = new Uint8Array(G.F.n8 * 2);
    G.toRprLEM(result, 0, sum);
    return { seconds, result: Buffer.from(result).toString("hex") };
  },

  async ntt({ values, runs }) {
    const input = readFileSync(values); // fft reorders its input, so each run takes a copy
    const [seconds, output] = await timed(runs, () => curve.Fr.fft(new Uint8Array(input)));
    return { seconds, result: createHash("sha256").update(output).digest("hex") };
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const request = JSON.parse(line);
  console.log(JSON.stringify(await operations[request.op](request)));
}
await curve.terminate();
