"""Small inputs of every format, made on the spot."""

from __future__ import annotations

import io
import tarfile
import zipfile

TEXT = (
    "Market at Dogo burns\n\nFire destroyed the market at Dogo on Sunday, police said.\n\nNobody was hurt in the fire."
)
PAGE = """<!doctype html><html lang="en"><head><title>Market at Dogo burns | Valley News</title>
<meta property="article:published_time" content="2014-03-02T10:00:00Z"></head><body><article>
<h1>Market at Dogo burns</h1><p>Fire destroyed the market at Dogo on Sunday, the police of the district said in a
statement.</p><p>Nobody was hurt, but more than two hundred stalls were lost, a trader told this newspaper.</p>
</article></body></html>"""


def make_zip(files: dict[str, bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return data.getvalue()


def make_tar(files: dict[str, bytes]) -> bytes:
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode="w:gz") as archive:
        for name, content in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return data.getvalue()


def make_docx(*paragraphs: str) -> bytes:
    inner = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in paragraphs)
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    document = f'<?xml version="1.0"?><w:document xmlns:w="{space}"><w:body>{inner}</w:body></w:document>'
    return make_zip({"[Content_Types].xml": b"<Types/>", "word/document.xml": document.encode()})


def make_rtf(text: str) -> bytes:
    """Each line a paragraph, as exports have it."""
    escaped = text.replace("\\", "\\\\").replace("{", "\\{").replace("}", "\\}")
    lines = "".join(f"\\pard {line}\\par\n" for line in escaped.split("\n"))
    return ("{\\rtf1\\ansi\\deff0{\\fonttbl{\\f0 Arial;}}\\f0\n" + lines + "}").encode("latin-1")


def make_rtf_table(coded: str) -> bytes:
    """Lines of "HD  Headline" as rows of two cells, as Factiva prints them; other lines are paragraphs of the last."""
    rows: list[list[str]] = []
    for line in filter(str.strip, coded.split("\n")):
        code, _, rest = line.partition("  ")
        if rest and code.isupper():
            rows.append([code, rest])
        else:
            rows[-1][1] += f"\\par {line}"
    cells = "".join(f"\\trowd\\cellx900\\cellx9000 {code}\\cell {text}\\cell\\row\n" for code, text in rows)
    return ("{\\rtf1\\ansi\\deff0\n" + cells + "}").encode("latin-1")


def make_docx_table(coded: str) -> bytes:
    """The same as a DOCX document: each cell is a paragraph of its own."""
    lines = [part for line in coded.split("\n") if line.strip() for part in line.split("  ", 1)]
    return make_docx(*lines)


def make_pdf(*lines: str) -> bytes:
    shown = " T* ".join(f"({line}) Tj" for line in lines)
    stream = f"BT /F1 12 Tf 14 TL 50 700 Td {shown} ET".encode()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    data, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(data))
        data += b"%d 0 obj%s endobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    count = len(objects) + 1
    head = b"xref\n0 %d\n0000000000 65535 f \n" % count
    return data + head + table + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (count, len(data))


def make_warc(pages: dict[str, str], *, status: int = 200) -> bytes:
    data = b""
    for url, page in pages.items():
        body = page.encode()
        http = b"HTTP/1.1 %d OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %d\r\n\r\n" % (
            status,
            len(body),
        )
        block = http + body
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2014-03-02T12:00:00Z\r\n"
            f"WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{len(data):012}>\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
        )
        data += head.encode() + block + b"\r\n\r\n"
    return data


RSS = """<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>Valley News</title><link>https://valley.example/</link>
<item><title>Market burns</title><link>https://valley.example/1</link><pubDate>Sun, 02 Mar 2014 10:00:00 GMT</pubDate>
<content:encoded><![CDATA[<p>Fire destroyed the market.</p><p>Nobody was <b>hurt</b>.</p>]]></content:encoded></item>
<item><title>Nothing here</title><link>https://valley.example/2</link></item></channel></rss>"""

ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Hill Radio</title>
<entry><title>Road closed</title><link href="https://hill.example/a"/><published>2014-03-03T06:00:00+01:00</published>
<author><name>Ana Pinto</name></author><summary>Rebels closed the road to Koro.</summary></entry></feed>"""

MESSAGE = b"""From: Press Office <press@army.example>\r
To: list@news.example\r
Subject: Fwd: Two arrested at Koro\r
Date: Mon, 03 Mar 2014 09:30:00 +0100\r
MIME-Version: 1.0\r
Content-Type: text/plain; charset=iso-8859-1\r
Content-Transfer-Encoding: quoted-printable\r
\r
Soldiers arrested two men near S=E9gou on Sunday.\r
\r
They had a map of the barracks.\r
"""

MHTML = (
    b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://valley.example/market\r\n"
    b"Subject: Market at Dogo burns\r\n"
    b"Date: Wed, 5 Mar 2014 09:30:00 -0000\r\nMIME-Version: 1.0\r\n"
    b'Content-Type: multipart/related; type="text/html"; boundary="--X--"\r\n\r\n----X--\r\nContent-Type: text/html\r\n'
    b"Content-Location: https://valley.example/market\r\n\r\n" + PAGE.encode() + b"\r\n\r\n----X----\r\n"
)

RTF = rb"""{\rtf1\ansi\deff0{\fonttbl{\f0 Arial;}}\f0 Market at Dogo burns\par\par
Fire destroyed the market at Dogo on Sunday, caf\'e9 owners said.\par}"""

LEXIS = """
                               1 of 2 DOCUMENTS

                               The Harbour Times

                            March 3, 2014 Monday
                              Late Edition - Final

Army Takes Back Port After
Two Days

BYLINE: By LINA ORTEGA; Jo Bell contributed reporting from Koro.

SECTION: Section A; Column 0; Foreign Desk; Pg. 4

LENGTH: 210 words

DATELINE: Port Emil

Soldiers took back the port on Sunday after two days of fighting, the army said. Eight
men were killed.

Ships stayed away.

URL: http://www.harbour.example/port

LOAD-DATE: March 4, 2014

LANGUAGE: ENGLISH

PUBLICATION-TYPE: Newspaper

                    Copyright 2014 The Harbour Times Company
                              All Rights Reserved

                               2 of 2 DOCUMENTS

                               Coast Daily

                              March 4, 2014 Tuesday

Port reopens

LENGTH: 90 words

The port of Emil opened again on Monday, its captain said.

LOAD-DATE: March 5, 2014
"""

NEXIS = """Army takes back port

The Harbour Times

March 3, 2014 Monday


Copyright 2014 The Harbour Times All Rights Reserved

Section: FOREIGN; Pg. 4

Length: 210 words

Byline: Lina Ortega

Dateline: PORT EMIL

Body


Soldiers took back the port on Sunday, the army said.

Eight men were killed.


Load-Date: March 4, 2014


End of Document

Port reopens

Coast Daily

March 4, 2014

Length: 90 words

Body

The port opened again on Monday, its captain said.

End of Document
"""

FACTIVA = """Army takes back port
By Lina Ortega
210 words
3 March 2014
07:15
Harbour Times
HARBT
English
Copyright 2014, Harbour Times. All rights reserved.

Soldiers took back the port on Sunday, the army said.

Eight men were killed.

Document HARBT00020140303ea330001x

Port reopens
90 words
4 March 2014
Coast Daily
COASTD
English
(c) 2014 Coast Daily

The port opened again on Monday, its captain said.

Document COASTD0020140304ea340002b
"""

FACTIVA_CODED = """SE  Foreign
HD  Army takes back port
BY  By Lina Ortega
WC  210 words
PD  3 March 2014
SN  Harbour Times
SC  HARBT
LA  English
CY  Copyright 2014, Harbour Times.

LP  Soldiers took back the port on Sunday, the army said.

TD  Eight men were killed.

NS  gvio : Military Action
RE  africaz : Africa
AN  Document HARBT00020140303ea330001x

HD  Port reopens
WC  90 words
PD  4 March 2014
SN  Coast Daily
LA  English
LP  The port opened again on Monday, its captain said.
AN  Document COASTD0020140304ea340002b
"""
