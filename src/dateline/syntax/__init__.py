"""Words, sentences and their syntax; the parser behind one adapter."""

from dateline.syntax.document import Document, Sentence, Word
from dateline.syntax.parser import Paragraph, Parser, load_parser

__all__ = ["Document", "Paragraph", "Parser", "Sentence", "Word", "load_parser"]
