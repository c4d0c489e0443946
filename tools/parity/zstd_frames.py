"""Frames of Zstandard as libzstd writes them: `decodeZstd`, whose content has to have the stated length and SHA-256."""

import base64
import hashlib

import numpy as np
import zstandard
from fixture import write

MAGIC = b"\x28\xb5\x2f\xfd"
LITERALS = ["raw", "rle", "coded", "treeless"]
LENGTHS = ["literal lengths", "offsets", "copy lengths"]
MODES = ["predefined", "rle", "coded", "repeated"]


def pixels(samples, seed=1):
    """Nuclei on a noisy background, as uint16 of a camera."""
    generator = np.random.default_rng(seed)
    at = np.arange(samples)
    light = 300 + 2500 * (np.sin(at / 90) > 0.7) * np.abs(np.sin(at / 37))
    return generator.poisson(light).astype("<u2").tobytes()


def words(length, seed=2):
    """Text of few words: copies from near and far, of all lengths."""
    generator = np.random.default_rng(seed)
    known = [bytes(generator.integers(97, 123, size)) for size in generator.integers(1, 40, 60)]
    text = b" ".join(known[i] for i in generator.zipf(1.3, length // 4) % 60)
    return text[:length]


def same_literals(length):
    """600 bytes, and copies of parts of them with literals of one value between."""
    generator = np.random.default_rng(3)
    base = bytes(generator.integers(0, 256, 600, dtype=np.uint8))
    return b"".join([base] + [base[i : i + 40] + b"Q" for i in generator.integers(0, 500, length // 41)])


def records(count):
    """One record again and again, with one byte of it changed."""
    generator = np.random.default_rng(8)
    record = generator.integers(0, 256, 64, dtype=np.uint8)
    rows = np.tile(record, (count, 1))
    rows[np.arange(count), generator.integers(0, 64, count)] = generator.integers(0, 256, count)
    return rows.tobytes()


def symbols(length, number, seed=6):
    """Literals of few values, some more often than others."""
    generator = np.random.default_rng(seed)
    return bytes((generator.geometric(2 / number, length) % number).astype(np.uint8))


def compressed(content, level=3, checksum=False, sized=True, **more):
    parameters = zstandard.ZstdCompressionParameters.from_level(
        level, write_checksum=checksum, write_content_size=sized, **more
    )
    return zstandard.ZstdCompressor(compression_params=parameters).compress(content)


def streamed(content, pieces, level=3, **more):
    """Without a stated length; a block ends with each piece."""
    parameters = zstandard.ZstdCompressionParameters.from_level(level, write_content_size=False, **more)
    writer = zstandard.ZstdCompressor(compression_params=parameters).compressobj()
    parts = []
    begin = 0
    while begin < len(content):
        piece = pieces.pop(0) if len(pieces) > 1 else pieces[0]
        parts += [writer.compress(content[begin : begin + piece]), writer.flush(zstandard.COMPRESSOBJ_FLUSH_BLOCK)]
        begin += piece
    return b"".join([*parts, writer.flush()])


def many_sequences(count):
    """A block of eight bytes as they are, and one of copies of three bytes, which take no bits at all."""
    tables = bytes([0x54, 0, 0, 0])
    block = b"\0\xff" + (count - 0x7F00).to_bytes(2, "little") + tables + b"\x01"
    head = lambda size, kind, last: (size << 3 | kind << 1 | last).to_bytes(3, "little")
    return MAGIC + b"\0\x58" + head(8, 0, 0) + b"abcdefgh" + head(len(block), 2, 1) + block


def forms(frame):
    """What a frame consists of, so that the cases are known to cover it."""
    descriptor = frame[4]
    single = descriptor >> 5 & 1
    sized = [single, 2, 4, 8][descriptor >> 6]
    at = 5 + 1 - single + [0, 1, 2, 4][descriptor & 3] + sized
    found = {f"size of {sized} bytes", "checksum" if descriptor & 4 else "no checksum"}
    while True:
        header = int.from_bytes(frame[at : at + 3], "little")
        kind, size = header >> 1 & 3, header >> 3
        at += 3
        found.add(f"block {['raw', 'rle', 'compressed'][kind]}")
        if kind == 2:
            found |= forms_of_block(frame[at : at + size])
        at += 1 if kind == 1 else size
        if header & 1:
            return found


def forms_of_block(block):
    kind, form = block[0] & 3, block[0] >> 2 & 3
    head = [1, 2, 1, 3][form] if kind < 2 else [3, 3, 4, 5][form]
    facts = int.from_bytes(block[:head], "little")
    if kind < 2:
        size = facts >> (3 if head == 1 else 4)
        length = size if kind == 0 else 1
    else:
        length = facts >> 4 >> [10, 10, 14, 18][form]
    found = {f"literals {LITERALS[kind]} with a head of {head}" + (" in one stream" if kind > 1 and form == 0 else "")}
    if kind == 2:
        found.add("weights as they are" if block[head] > 127 else "weights coded")
    rest = block[head + length :]
    if rest[0] == 0:
        return found | {"no sequences"}
    taken = 1 if rest[0] < 128 else 3 if rest[0] == 255 else 2
    modes = rest[taken]
    names = zip(LENGTHS, [6, 4, 2])
    return found | {f"{name} {MODES[modes >> shift & 3]}" for name, shift in names} | {f"count in {taken} bytes"}


def contents():
    noise = np.random.default_rng(4).integers(0, 256, 700, dtype=np.uint8).tobytes()
    image = pixels(2000)
    for level in [-5, 1, 3, 6, 9, 12, 15, 17, 19, 22]:
        yield f"pixels, level {level}", image, compressed(image, level)
    text = words(20000)
    for level in [1, 7, 19]:
        yield f"words, level {level}", text, compressed(text, level, checksum=True)
    yield "empty", b"", compressed(b"")
    yield "empty, without a size, with a checksum", b"", compressed(b"", sized=False, checksum=True)
    yield "one byte", b"x", compressed(b"x", checksum=True)
    yield "noise", noise, compressed(noise, checksum=True)
    yield "zeros of several blocks", bytes(400_000), compressed(bytes(400_000), checksum=True)
    yield "literals of one value", same_literals(9000), streamed(same_literals(9000), [600, 9000], 19)
    yield "one offset", records(60), compressed(records(60), 12)
    far = words(3000) + bytes(300_000) + words(3000) + noise
    yield "copies across blocks", far, compressed(far, 19, checksum=True)
    yield "a window smaller than the content", far, compressed(far, 5, window_log=12, sized=False)
    yield "a stream of pieces", text, streamed(text, [1500], write_checksum=True)
    yield "a stream of pieces with tables of before", text + text[::-1], streamed(text + text[::-1], [5000], 12)
    yield "a stream of small pieces", image, streamed(image, [300])
    yield "a stream of pixels", image, streamed(image, [2000], 12)
    for length, number in [(900, 5), (900, 12), (2500, 20), (17_000, 12)]:
        content = symbols(length, number)
        yield f"{length} literals of {number} values", content, compressed(content, 1, min_match=7)
    content = symbols(2700, 20)
    yield "literals in pieces, with codes of before", content, streamed(content, [900], 1, min_match=7)
    frame = compressed(noise, 1)
    sized = frame[:4] + b"\xe0" + len(noise).to_bytes(8, "little") + frame[7:]
    yield "a size in eight bytes", noise, sized
    doubled = np.random.default_rng(9).integers(0, 256, 4500, dtype=np.uint8).tobytes() * 2
    yield "noise twice", doubled, compressed(doubled, 3)
    many = many_sequences(40_000)
    yield "40,000 sequences", zstandard.ZstdDecompressor().decompressobj().decompress(many), many
    twice = compressed(text[:900]) + b"\x5a\x2a\x4d\x18\x05\0\0\0skips" + compressed(noise, sized=False)
    yield "two frames, and one that is skipped between them", text[:900] + noise, twice


def main():
    cases = []
    found = set()
    for name, content, frame in contents():
        if "skipped" not in name:
            assert zstandard.ZstdDecompressor().decompressobj().decompress(frame) == content, name
            found |= forms(frame)
        digest = hashlib.sha256(content).hexdigest()
        cases.append({"name": name, "frame": base64.b64encode(frame).decode(), "length": len(content), "sha256": digest})
    missing = {f"{name} {mode}" for name in LENGTHS for mode in MODES} - found
    assert not missing, missing
    write("zstd", cases)


main()
