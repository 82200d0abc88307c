// Poseidon2 with the field of @noble/curves (JavaScript big integers), timed inside this process, behind line-delimited JSON:
//   {external, internal, diagonal, input, count, runs}  ->  {seconds: [s for count permutations in a chain], output}
// The state has 8 elements; all numbers are decimal strings.
import { createInterface } from "node:readline";
import { bls12_381 } from "@noble/curves/bls12-381.js";

const F = bls12_381.fields.Fr;
const fifthPower = (x) => { const square = F.sqr(x); return F.mul(F.sqr(square), x); };
const sum = (values) => values.reduce((a, b) => F.add(a, b));

// The 4×4 matrix of the Poseidon2 paper, appendix B: rows (5 7 1 3), (4 6 1 1), (1 3 5 7), (1 1 4 6).
function multiplyBy4([a, b, c, d]) {
  const [t0, t1] = [F.add(a, b), F.add(c, d)];
  const t2 = F.add(F.add(b, b), t1);
  const t3 = F.add(F.add(d, d), t0);
  const t4 = F.add(F.mul(4n, t1), t3);
  const t5 = F.add(F.mul(4n, t0), t2);
  return [F.add(t3, t5), t5, F.add(t2, t4), t4];
}

// circ(2·M₄, M₄)
function externalLayer(state) {
  const [low, high] = [multiplyBy4(state.slice(0, 4)), multiplyBy4(state.slice(4))];
  const both = low.map((x, i) => F.add(x, high[i]));
  return [...low, ...high].map((x, i) => F.add(x, both[i % 4]));
}

function permute(state, { external, internal, diagonal }) {
  const fullRound = (x, round) => externalLayer(x.map((value, i) => fifthPower(F.add(value, external[8 * round + i]))));
  state = externalLayer(state);
  for (let round = 0; round < 4; round++) state = fullRound(state, round);
  for (const constant of internal) {
    state[0] = fifthPower(F.add(state[0], constant));
    const total = sum(state);
    state = state.map((value, i) => F.add(F.mul(value, diagonal[i]), total));
  }
  for (let round = 4; round < 8; round++) state = fullRound(state, round);
  return state;
}

for await (const line of createInterface({ input: process.stdin })) {
  const request = JSON.parse(line);
  const numbers = (texts) => texts.map(BigInt);
  const parameters = { external: numbers(request.external), internal: numbers(request.internal), diagonal: numbers(request.diagonal) };
  const seconds = [];
  let state;
  for (let run = 0; run <= request.runs; run++) {
    const start = process.hrtime.bigint();
    state = numbers(request.input);
    for (let i = 0; i < request.count; i++) state = permute(state, parameters);
    if (run > 0) seconds.push(Number(process.hrtime.bigint() - start) / 1e9);
  }
  console.log(JSON.stringify({ seconds, output: state.map(String) }));
}
