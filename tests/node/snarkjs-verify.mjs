// snarkjs verifies one proof many times, behind line-delimited JSON: one request a line in, one answer a line out.
//   {key, inputs, proof, runs}  ->  {valid, seconds: [one a run]}      the three documents as snarkjs writes them
import { createInterface } from "node:readline";
import { groth16 } from "snarkjs";

for await (const line of createInterface({ input: process.stdin })) {
  const { key, inputs, proof, runs } = JSON.parse(line);
  const seconds = [];
  let valid = true;
  for (let run = 0; run <= runs; run++) {
    const start = process.hrtime.bigint();
    valid = (await groth16.verify(key, inputs, proof)) && valid;
    // The first run starts snarkjs' worker threads.
    if (run > 0) seconds.push(Number(process.hrtime.bigint() - start) / 1e9);
  }
  console.log(JSON.stringify({ valid, seconds }));
}
process.exit(0);
