"""Source bytes as text, by the file's own encoding."""

import io
import tokenize


def decode(data: bytes) -> str:
    """Raises ``SyntaxError`` for an unknown encoding, ``UnicodeDecodeError`` for bytes that are not in it."""
    encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
    return data.decode(encoding)
