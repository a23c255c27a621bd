"""Write src/dateline/actors/ucdp.tsv from the list of UCDP's actors.

Source: UCDP Georeferenced Event Dataset (Uppsala Conflict Data Program, CC BY 4.0), names of armed actors with the
countries that they act in. The sectors are ours, told from the names.

Usage: python scripts/build_actors.py ../shared/data/ucdp/actors.tsv
"""

from __future__ import annotations

import csv
import re
import sys
from pathlib import Path

from dateline.actors.text import tokens
from dateline.core.countries import country_of_name

TARGET = Path(__file__).parent.parent / "src/dateline/actors/ucdp.tsv"
PATTERNS = (
    ("GOV", r"^Government of "),
    ("OPP", r"^Opponents of |^Maidan"),
    ("PTY", r"^APC-|^Suppp?orters of (APC|PDP|PTI|PML|PPP|SDP|SLPP|AP|INC|BNP|RHDP|NASA|Jubilee|Telugu|Jamaat|Awami)"),
    ("CVL", r"(?i)^Suppp?orters of |subclan| clan\b|family$|Dinka|\((Isoko|Marakwet|DInka|Dir|Darod|Hausa|Hawazma)\)"),
    ("CVL", r"^(Muslims|Hindus|Christians|Buddhists|Copts|Sunni|Shia|Ahmadiyya|Alawite|Farmers|Herders|Civilians)\b"),
    ("CRM", r"(?i)cartel|gang\b|gangsters|cult\b|zetas|^los |^la |^Fuerza Anti|Escorpion|Damaso|Cárteles|Carteles"),
    ("PRM", r"^Yan (Gora|Sakai)|Hunters|vigilan|^SSA$"),
    ("REB", r"(?i)front|army|brigade|division|movement|forces|insurgents|liberation|battalion|corps|council|taleban"),
    ("REB", r"(?i)operations room|jaysh|ansar|ahrar|jund|liwa|lashkar|islam|faction|legion|military|hamza|command"),
)
# Single names that are none of the above are communities, but for armed groups that go by one name or by initials.
ARMED = frozenset(
    """Euphrates Vulcano|al-Sultan|Humat al-Aqida|Jamaat Ahle Sunnat|Pahari Cheetah|Brigade of the Four Martyrs|Teduday|
    Comités locaux de vigilance|Sabal|Buisan|Ninja|Al-Butahif|Usbah Brigade|SLMJ|Tawheed ul-Islam|Ahlul Sunnah Jamaa
    """.replace("\n", "").split("|")
)
CRIMINAL = frozenset(
    """Badoo|Greenlanders|Buccaneers|Deewell|Marvians|One Million Boys|Aliwo Boys|Kogbagidi Boys|Akwa Marine|Alexander|
    Fagbayimu Olokodana Boys|Cartel X|Skaljarci|Kavcani|Los Mayas|Pájaros Sierra|KK|VSO|HSGF|Charros|Mojoso|
    Autodefensas|Santa Maria Ecatepec|Olumegbon|Ajah""".replace("\n", "").split("|")
)
ACRONYM = re.compile(r"^[A-Z0-9/ .-]{2,}(\s*-\s*\w+)?$")


def sector_of(name: str) -> str:
    """The PLOVER sector that a name tells."""
    stripped = name.strip()
    if stripped in CRIMINAL:
        return "CRM"
    for sector, pattern in PATTERNS:
        if re.search(pattern, stripped):
            return sector
    return "REB" if stripped in ARMED or ACRONYM.match(stripped) or "," in stripped else "CVL"


def codes(cell: str) -> list[str]:
    """ISO codes of "Syria 3177; Jordan 1", in their order."""
    names = [part.strip().rsplit(" ", 1)[0] for part in cell.split(";")]
    found = [country_of_name(name) or country_of_name(name.partition(" (")[0]) for name in names]
    return [code for code in found if code]


def main() -> None:
    """Read the list named on the command line and write the table."""
    source = Path(sys.argv[1])
    lines = ["name\tsector\tcountries\tstrict"]
    with source.open(encoding="utf-8") as handle:
        for row in sorted(csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE), key=lambda row: row["name"]):
            # A single word, or initials, may be any word or any body elsewhere.
            strict = "1" if len(tokens(row["name"])) == 1 else "0"
            lines.append("\t".join((row["name"], sector_of(row["name"]), " ".join(codes(row["countries"])), strict)))
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(lines) - 1} actors in {TARGET}")


if __name__ == "__main__":
    main()
