"""Reading a CSV file: whatever wrote it, a bad row is named by its line and costs no other."""

from io import BytesIO

import pytest

from booking.errors import Invalid
from booking.services.imports.lines import LONGEST
from booking.services.imports.records import MOST_LINES, Record, records
from booking.services.wording import say

KNOWN = ("external_id", "name", "note")
HEADER = b"external_id,name,note\n"


def read(content: bytes, others: bool = False) -> list[Record]:
    return list(records(BytesIO(content), KNOWN, ("external_id", "name"), others))


def names(found: list[Record]) -> list[tuple[int, str]]:
    return [(it.line, it.cells["name"]) for it in found if not it.problem]


def bad(found: list[Record]) -> dict[int, str]:
    return {it.line: say(it.problem, "en") for it in found if it.problem}


def said(error: pytest.ExceptionInfo[Invalid]) -> str:
    return " ".join(say(text, "en") for text in error.value.fields["file"])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_read__any_encoding_delimiter_and_line_end__reads_the_same(encoding: str, delimiter: str, end: str) -> None:
    text = end.join(["external_id,name,note", "1,Måløvhøj,æøå", "2,Søndergård,"]).replace(",", delimiter)
    found = read(text.encode(encoding))
    assert [it.cells for it in found] == [
        {"external_id": "1", "name": "Måløvhøj", "note": "æøå"},
        {"external_id": "2", "name": "Søndergård", "note": ""},
    ]


def test_read__columns_in_another_order__are_told_by_their_names() -> None:
    assert read(b"name,external_id\nHal,1\n")[0].cells == {"name": "Hal", "external_id": "1"}


def test_read__commas_in_a_file_of_semicolons__stay_in_their_cells() -> None:
    assert names(read(b"external_id;name;note\n1;Hal, A;x\n")) == [(2, "Hal, A")]


def test_read__blank_lines__are_passed_over_and_counted() -> None:
    assert names(read(HEADER + b"\n1,Hal,\n,,\n2,Sal,\n")) == [(3, "Hal"), (5, "Sal")]


def test_read__a_cell_of_several_lines__is_one_row() -> None:
    found = read(HEADER + b'1,Hal,"one\ntwo ""three"""\n2,Sal,\n')
    assert [it.cells["note"] for it in found] == ['one\ntwo "three"', ""]
    assert [it.line for it in found] == [2, 4]


def test_read__a_quote_that_is_never_closed__loses_its_own_row_only() -> None:
    found = read(HEADER + b'1,Hal,"never\n2,Sal,x\n3,"Rum",y\n4,Torv,\n')
    assert bad(found) == {2: "A quotation mark is opened and not closed."}
    assert names(found) == [(3, "Sal"), (4, "Rum"), (5, "Torv")]


def test_read__a_quote_that_is_never_closed__among_very_many_rows__loses_its_own_row_only() -> None:
    rows = b"".join(b"%d,Rum,\n" % number for number in range(3 * MOST_LINES))
    found = read(HEADER + b'x,"never,\n' + rows)
    assert list(bad(found)) == [2]
    assert len(names(found)) == 3 * MOST_LINES


def test_read__a_quote_inside_a_cell__is_named() -> None:
    found = read(HEADER + b'1,"Hal" A,"x"\n2,Sal,\n')
    assert bad(found) == {2: "A quotation mark stands inside a cell; write it twice."}
    assert names(found) == [(3, "Sal")]


def test_read__too_few_or_too_many_cells__are_named() -> None:
    found = read(HEADER + b"1,Hal\n2,Sal,x,y\n3,Torv,\n")
    assert bad(found) == {
        2: "The row has 2 cells, the header 3 columns.",
        3: "The row has 4 cells, the header 3 columns.",
    }
    assert names(found) == [(4, "Torv")]


def test_read__a_nul_and_bytes_that_are_no_text__are_named() -> None:
    found = read(HEADER + b"1,H\0al,\n2,M\xc3\xa5l\xc3\xb8v,\n3,\xff\xfe,\n4,Torv,\n")
    assert bad(found) == {2: "The line contains a NUL, which is not text.", 4: "Byte 3 of the line is not text."}
    assert names(found) == [(3, "Måløv"), (5, "Torv")]


def test_read__a_line_of_a_megabyte__is_named_and_passed_over() -> None:
    found = read(HEADER + b"1," + b"x" * 1_000_000 + b",\n2,Sal,\n")
    assert bad(found) == {2: f"The line is longer than {LONGEST:,} bytes."}
    assert names(found) == [(3, "Sal")]


def test_read__no_line_end_at_the_end__reads_the_last_row() -> None:
    assert names(read(HEADER + b"1,Hal,")) == [(2, "Hal")]


def test_read__position__is_how_far_the_file_was_read() -> None:
    content = HEADER + b"1,Hal,\n2,Sal,\n"
    assert [it.position for it in read(content)] == [len(HEADER) + 7, len(content)]


def test_read__an_unknown_column__is_named_with_the_nearest() -> None:
    with pytest.raises(Invalid) as error:
        read(b"external_id,Nmae\n")
    assert "There is no column “Nmae”; did you mean name?" in said(error)
    assert "The header lacks name." in said(error)


def test_read__an_unknown_column_like_no_other__lists_what_there_is() -> None:
    with pytest.raises(Invalid) as error:
        read(b"external_id,name,zzzz\n")
    assert said(error) == "There is no column “zzzz”; the columns are external_id, name and note."


def test_read__a_column_twice__is_named() -> None:
    with pytest.raises(Invalid) as error:
        read(b"external_id,name,name\n")
    assert said(error) == "The column name is there twice."


def test_read__others_welcome__takes_columns_that_are_not_known() -> None:
    assert read(b"external_id,name,colour\n1,Hal,red\n", others=True)[0].cells["colour"] == "red"


@pytest.mark.parametrize("content", [b"", b"\n1,2\n", b"\x89PNG\r\n\x1a\n\0\0", b"x" * 200_000])
def test_read__no_header__is_said(content: bytes) -> None:
    with pytest.raises(Invalid):
        read(content)


def test_read__utf_16__is_said() -> None:
    with pytest.raises(Invalid) as error:
        read("external_id,name\n".encode("utf-16"))
    assert said(error) == "The file is in UTF-16; save it as “CSV UTF-8”."
