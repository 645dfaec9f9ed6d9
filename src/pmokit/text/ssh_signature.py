"""Signatures of commits by keys that everybody can work out: for invented people, never for real ones.

A key follows from a phrase, and a signature from key and text alone, so that a commit that is signed has the
same id on every machine. Ed25519 is written out by RFC 8032, the form by the protocol of OpenSSH
(PROTOCOL.sshsig).
"""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256, sha512
from typing import NamedTuple

_P = 2**255 - 19
_ORDER = 2**252 + 27742317777372353535851937790883648493
_D = -121665 * pow(121666, -1, _P) % _P
_ROOT = pow(2, (_P - 1) // 4, _P)
_KIND = b"ssh-ed25519"
_LINE = 70

_Point = tuple[int, int, int, int]
"""Extended coordinates of a point of the curve."""


class Key(NamedTuple):
    """A key that is no secret."""

    scalar: int
    prefix: bytes
    public: bytes

    @property
    def listed(self) -> str:
        """The public half, as lists of allowed signers hold it."""
        return f"{_KIND.decode()} {b64encode(_strings(_KIND, self.public)).decode()}"


def key_of(phrase: str) -> Key:
    """The key of a phrase."""
    digest = sha512(sha256(phrase.encode()).digest()).digest()
    scalar = int.from_bytes(digest[:32], "little") & ((1 << 254) - 8) | (1 << 254)
    return Key(scalar, digest[32:], _packed(_times(scalar, _base())))


def sign(key: Key, text: bytes) -> str:
    """The signature of a commit, in the armour that git expects."""
    hashed = b"SSHSIG" + _strings(b"git", b"", b"sha512", sha512(text).digest())
    nonce = _number(key.prefix + hashed)
    point = _packed(_times(nonce, _base()))
    proof = (nonce + _number(point + key.public + hashed) * key.scalar) % _ORDER
    signature = _strings(_KIND, point + proof.to_bytes(32, "little"))
    version = (1).to_bytes(4, "big")
    whole = b"SSHSIG" + version + _strings(_strings(_KIND, key.public), b"git", b"", b"sha512", signature)
    body = b64encode(whole).decode()
    lines = [body[at : at + _LINE] for at in range(0, len(body), _LINE)]
    return "\n".join(["-----BEGIN SSH SIGNATURE-----", *lines, "-----END SSH SIGNATURE-----"])


def _strings(*some: bytes) -> bytes:
    return b"".join(len(one).to_bytes(4, "big") + one for one in some)


def _number(raw: bytes) -> int:
    return int.from_bytes(sha512(raw).digest(), "little") % _ORDER


def _base() -> _Point:
    y = 4 * pow(5, -1, _P) % _P
    square = (y * y - 1) * pow(_D * y * y + 1, -1, _P) % _P
    x = pow(square, (_P + 3) // 8, _P)
    if (x * x - square) % _P:
        x = x * _ROOT % _P
    x = _P - x if x % 2 else x
    return x, y, 1, x * y % _P


def _times(scalar: int, point: _Point) -> _Point:
    total: _Point = (0, 1, 1, 0)
    while scalar:
        if scalar & 1:
            total = _sum(total, point)
        point = _sum(point, point)
        scalar >>= 1
    return total


def _sum(one: _Point, other: _Point) -> _Point:
    a = (one[1] - one[0]) * (other[1] - other[0]) % _P
    b = (one[1] + one[0]) * (other[1] + other[0]) % _P
    c = 2 * one[3] * other[3] * _D % _P
    d = 2 * one[2] * other[2] % _P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % _P, g * h % _P, f * g % _P, e * h % _P


def _packed(point: _Point) -> bytes:
    inverse = pow(point[2], -1, _P)
    x, y = point[0] * inverse % _P, point[1] * inverse % _P
    return (y | (x & 1) << 255).to_bytes(32, "little")
