"""Known answers of docs/statement.md, computed from that page by plain integers.

Shares nothing with the C# code but the published Poseidon2 constants. Run: python3 known_answers.py > known-answers.json
"""
import hashlib
import hmac
import json
import pathlib

CONSTANTS = json.loads((pathlib.Path(__file__).parent / "../poseidon2/poseidon2-bls12-381.json").read_text())["instances"]["8"]
R = 0x73EDA753299D7D483339D80809A1D80553BDA402FFFE5BFEFFFFFFFF00000001
ORDER = 0x0E7DB4EA6533AFA906673B0101343B00A6682093CCC81082D0970E5ED6F72CB7
D = -10240 * pow(10241, -1, R) % R
CLIENT, COMMAND, SIGNATURE, POSITION, RECORD, BATCH = range(1, 7)
NOOP, PUT, DELETE, TRANSFER = range(4)


def integers(values):
    return [int(value, 16) for value in values]


EXTERNAL = [integers(values) for values in CONSTANTS["externalRoundConstants"]]
INTERNAL = integers(CONSTANTS["internalRoundConstants"])
DIAGONAL = integers(CONSTANTS["internalMatrixDiagonalMinusOne"])
M4 = [[5, 7, 1, 3], [4, 6, 1, 1], [1, 3, 5, 7], [1, 1, 4, 6]]


def external(x):
    return [sum(M4[i % 4][j % 4] * (2 if i // 4 == j // 4 else 1) * x[j] for j in range(8)) % R for i in range(8)]


def h8(*inputs):
    x = external(list(inputs) + [0] * (8 - len(inputs)))
    for constants in EXTERNAL[:4]:
        x = external([pow(value + constant, 5, R) for value, constant in zip(x, constants)])
    for constant in INTERNAL:
        x[0] = pow(x[0] + constant, 5, R)
        total = sum(x)
        x = [(total + factor * value) % R for factor, value in zip(DIAGONAL, x)]
    for constants in EXTERNAL[4:]:
        x = external([pow(value + constant, 5, R) for value, constant in zip(x, constants)])
    return (x[0] + inputs[0]) % R


def add(p, q):
    product = D * p[0] * q[0] * p[1] * q[1]
    return (
        (p[0] * q[1] + p[1] * q[0]) * pow(1 + product, -1, R) % R,
        (p[1] * q[1] + p[0] * q[0]) * pow(1 - product, -1, R) % R,
    )


def multiply(n, p):
    total = (0, 1)
    for bit in bin(n)[2:]:
        total = add(total, total)
        if bit == "1":
            total = add(total, p)
    return total


def square_root(a):
    """Cipolla's algorithm, so that not even this is shared with the C# code."""
    if a == 0:
        return 0
    if pow(a, (R - 1) // 2, R) != 1:
        return None
    t = next(t for t in range(1, 1000) if pow(t * t - a, (R - 1) // 2, R) == R - 1)
    w = (t * t - a) % R
    power, base, exponent = (1, 0), (t, 1), (R + 1) // 2
    while exponent:
        if exponent & 1:
            power = ((power[0] * base[0] + power[1] * base[1] * w) % R, (power[0] * base[1] + power[1] * base[0]) % R)
        base = ((base[0] * base[0] + base[1] * base[1] * w) % R, 2 * base[0] * base[1] % R)
        exponent >>= 1
    return power[0]


def decode_point(data):
    value = int.from_bytes(data, "little")
    sign, v = value >> 255, value & ((1 << 255) - 1)
    if v >= R:
        return None
    u = square_root((v * v - 1) * pow(1 + D * v * v, -1, R) % R)
    if u is None or (u == 0 and sign):
        return None
    return (u if u % 2 == sign else R - u, v)


def generator():
    for counter in range(256):
        point = decode_point(hashlib.sha256(b"Amaters Ledger Jubjub generator B" + bytes([counter])).digest())
        if point and multiply(8, point) != (0, 1):
            return multiply(8, point)


B = generator()


def element(value):
    return value.to_bytes(32, "little")


def client_id(secret):
    return h8(CLIENT, *multiply(secret, B))


def sign(secret, message, ledger):
    data = b"Amaters Ledger Schnorr nonce" + element(message) + element(ledger)
    nonce = int.from_bytes(hmac.new(element(secret), data, hashlib.sha512).digest(), "little") % ORDER
    nonce_point, key = multiply(nonce, B), multiply(secret, B)
    challenge = h8(SIGNATURE, *nonce_point, *key, message, ledger) & ((1 << 128) - 1)
    scalar = (nonce + challenge * secret) % ORDER
    assert multiply(scalar, B) == add(nonce_point, multiply(challenge, key))
    return nonce_point, scalar


def empty(height):
    value = 0
    for _ in range(height):
        value = h8(*[value] * 8)
    return value


def root_with_one_leaf(depth, position, leaf):
    node = leaf
    for height in range(depth):
        children = [empty(height)] * 8
        children[(position >> (3 * height)) & 7] = node
        node = h8(*children)
    return node


def main():
    ledger, secret, collection, tag, depth = 123456789, 0xA3A7E125, 1001, 2002, 14
    client = client_id(secret)
    payload_digest = int.from_bytes(hashlib.sha256(b"payload").digest()[:31], "little")
    put = h8(COMMAND, client, PUT, collection, tag, 0, payload_digest, 3003)
    noop = h8(COMMAND, client_id(1), NOOP)
    (nonce_u, nonce_v), scalar = sign(secret, put, ledger)
    position = h8(POSITION, collection, tag) & ((1 << (3 * depth)) - 1)
    leaf = h8(RECORD, collection, tag, 1, client, payload_digest, 3003, 1)
    old_root, new_root = empty(depth), root_with_one_leaf(depth, position, leaf)
    commands_root = h8(put, *[noop] * 7)
    header = h8(BATCH, 0, old_root, new_root, commands_root, 1, (((1 << 64) + 1) << 16) + 1, ledger)
    answers = {
        "ledgerId": ledger, "secretKey": secret, "collection": collection, "tag": tag, "encryptionKeyId": 3003,
        "generatorU": B[0], "generatorV": B[1], "clientId": client, "payloadDigest": payload_digest, "commandDigest": put,
        "signatureU": nonce_u, "signatureV": nonce_v, "signatureScalar": scalar, "position": position, "recordLeaf": leaf,
        "oldRoot": old_root, "newRoot": new_root, "commandsRoot": commands_root, "headerDigest": header,
    }
    print(json.dumps({name: str(value) for name, value in answers.items()}, indent=1))


main()
