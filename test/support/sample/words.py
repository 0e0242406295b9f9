"""Counts the words of a text, the most frequent first."""

from collections import Counter
from pathlib import Path
import re
import sys


def words(text: str) -> list[str]:
    return re.findall(r"[a-z']+", text.lower())


def most_common(path: Path, limit: int = 10) -> list[tuple[str, int]]:
    return Counter(words(path.read_text(encoding="utf-8"))).most_common(limit)


if __name__ == "__main__":
    for word, count in most_common(Path(sys.argv[1])):
        print(f"{count:6} {word}")
