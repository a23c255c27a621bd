from __future__ import annotations

from dateline.neural import load_encoder
from dateline.neural.heads import NO_EVENT, ROLES, VOICES, Heads
from dateline.ontology import load_ontology


def test_heads_stand_side_by_side_and_fill_the_row() -> None:
    heads = Heads(("none", "assault"), ("asserted", "negated"))
    columns = [column for head in heads.names for column in range(heads.width)[heads.columns(head)]]
    assert columns == list(range(heads.width))
    assert set(heads.names) == {*ROLES, *VOICES, "type", "status", "trigger"}


def test_the_shipped_encoder_knows_the_types_of_the_ontology() -> None:
    assert set(load_encoder().heads.types) == {NO_EVENT, *load_ontology().types}
