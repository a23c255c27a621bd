"""The small encoder: what it says of a sentence and an event.

Nothing here is needed to import Dateline; the weights are read, and checked, when they are first asked for.
"""

from dateline.neural.encoder import Encoder, EventReading, SentenceReading, load_encoder
from dateline.neural.hints import Hint
from dateline.neural.tags import Span

__all__ = ["Encoder", "EventReading", "Hint", "SentenceReading", "Span", "load_encoder"]
