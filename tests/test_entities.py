"""Entities, coreference and linking on short texts, and what `ActorIndex` answers from them."""

from __future__ import annotations

import json

import pytest

from pipeline.actors import ActorIndex, resolve_holder
from pipeline.actors_register import problems
from pipeline.annotations import Actor, Metadata, Range
from pipeline.assembly import make_doc
from pipeline.errors import SettingsError
from pipeline.registers import check
from pipeline.stages.coreference import Coreference
from pipeline.stages.entities import Entities
from pipeline.stages.linking import Linking


@pytest.fixture(scope="module")
def read(base_nlp):
    """Text → Doc through the three stages."""
    stages = (Entities(), Coreference(), Linking([]))

    def run(text, **metadata):
        doc = base_nlp(make_doc(base_nlp, text, Metadata(**metadata)))
        for stage in stages:
            doc = stage(doc)
        return doc

    return run


def _entity(doc, name):
    return next((e for e in doc._.entities if e.name == name), None)


def _words(doc, entity):
    return [doc.text[m.range.start : m.range.end] for m in entity.mentions]


def _at(doc, words, number=0):
    start = -1
    for _ in range(number + 1):
        start = doc.text.index(words, start + 1)
    return Range(start, start + len(words))


@pytest.mark.parametrize(
    ("text", "name", "type_"),
    [
        ("Congresswoman Barbara Lee voted against the resolution.", "Barbara Lee", "PERSON"),
        ("The bill, AB 2261, failed in committee.", "AB 2261", "LAW"),
        ("They want changes to the Justice in Policing Act this week.", "Justice in Policing Act", "LAW"),
        ("The Senate Committee on Armed Services met today.", "Senate Armed Services Committee", "ORG"),
        ("The ACLU of Northern California sued the city.", "ACLU of Northern California", "ORG"),
        ("Follow @postlive for more.", "@postlive", "HANDLE"),
        ("More than 80 civil rights groups oppose the plan.", "More than 80 civil rights groups", "GROUP"),
        ("A coalition of 65 organizations wrote to lawmakers.", "coalition of 65 organizations", "ORG"),
        ("SEATTLE — The council met.", "Seattle", "GPE"),
        ("“Save the Heron Club supports the bill,” he said.", "Save the Heron Club", "ORG"),
    ],
)
def test_entities(read, text, name, type_):
    entity = _entity(read(text), name)
    assert entity is not None and entity.type == type_


@pytest.mark.parametrize("text", ["We don't know.", "Media Contact\n125 Broad Street", "Sens. X-Y (D-MA) and"])
def test_no_names_of_furniture(read, text):
    for entity in read(text)._.entities:
        assert entity.name.lower() not in {"n't", "media contact", "ma", "sens"}


def test_one_entity_for_one_actor(read):
    text = (
        "Microsoft will not sell the tool. The company says that it backs a law. "
        "The American Civil Liberties Union (ACLU) disagreed. Senator Ed Markey spoke; Markey said he would vote no."
    )
    doc = read(text)
    assert _words(doc, _entity(doc, "Microsoft")) == ["Microsoft", "The company", "it"]
    assert _words(doc, _entity(doc, "ACLU")) == ["American Civil Liberties Union", "ACLU"]
    assert _words(doc, _entity(doc, "Edward Markey")) == ["Ed Markey", "Markey", "he"]


def test_set_of_named_persons(read):
    text = "Senators Jane Roe (D-MA) and John Doe (R-TX) introduced the bill. The senators said it was needed."
    doc = read(text)
    actors = ActorIndex(doc).resolve(_at(doc, "The senators"))
    assert [actor.name for actor in actors] == ["Jane Roe", "John Doe"]


def test_title_before_several_names(read):
    doc = read("U.S. Senators Susan Roe (R-ME) and Angus Doe (I-ME) are calling for help. They met.")
    assert [actor.name for actor in ActorIndex(doc).resolve(_at(doc, "Senators"))] == ["Susan Roe", "Angus Doe"]
    assert not any(entity.name == "U.S. Senators" for entity in doc._.entities)


def test_affiliation(read):
    text = "Matt Cagle, technology attorney with the ACLU of Northern California, said so."
    person = _entity(read(text), "Matt Cagle")
    assert [(a.organization, a.role) for a in person.affiliations] == [
        ("ACLU of Northern California", "technology attorney")
    ]


@pytest.mark.parametrize(
    ("text", "chamber"),
    [
        ("Sen. Jane Roe (R-Kan.) said no.", "U.S. Senate"),
        ("Rep. Jane Roe, D-Texas, said no.", "U.S. House of Representatives"),
        ("Sen. Jane Roe said that Congress must act.", "U.S. Senate"),
        ("A state Senate committee voted. Sen. Jane Roe said that Congress must act.", None),
        ("Sen. Jane Roe (D-Queens) said that Congress must act.", None),
        ("MANILA - Rep. Jane Roe said no.", None),
        ("State Sen. Jane Roe said that Congress must act.", None),
    ],
)
def test_chamber(read, text, chamber):
    person = _entity(read(text), "Jane Roe")
    assert [a.organization for a in person.affiliations] == ([chamber] if chamber else [])


def test_holder_without_entity(read):
    doc = read("Some said no. Several of the shop owners near the river refused.")
    holder = resolve_holder(doc, _at(doc, "the shop owners near the river"))
    assert holder is not None and holder.name == "shop owners near the river" and holder.entity is None


def test_issuer_speaks_in_the_first_person(read):
    doc = read("I voted no. We need a ban.", genre="release", issuer="Sen. Jane Roe")
    index = ActorIndex(doc)
    assert [a.name for a in index.resolve(_at(doc, "I"))] == ["Jane Roe"]


def test_we_of_a_spokesperson_is_the_body(read):
    text = "“We oppose the bill,” said Maria Lopez, spokeswoman for the Brewers Association."
    doc = read(text, genre="article")
    index = ActorIndex(doc)
    person = _entity(doc, "Maria Lopez")
    voice = index.first_person(plural=True, speaker=Actor(person.name, person.id))
    assert [a.name for a in voice.actors] == ["Brewers Association"] and voice.reporter == "Maria Lopez"
    alone = index.first_person(plural=False, speaker=Actor(person.name, person.id))
    assert [a.name for a in alone.actors] == ["Maria Lopez"] and alone.organization == "Brewers Association"


def test_the_president_at_the_documents_date(read):
    text = "Senator Jane Roe (D-MA) spoke in Boston, Massachusetts. She said the President would sign the bill."
    for day, name in (("2014-05-01", "Barack Obama"), ("2003-05-01", "George W. Bush")):
        doc = read(text, published=day)
        assert [a.name for a in ActorIndex(doc).resolve(_at(doc, "the President"))] == [name]
    doc = read(text)
    assert [a.name for a in ActorIndex(doc).resolve(_at(doc, "the President"))] == ["President"]


def test_the_undersigned_are_we(read):
    doc = read(
        "We, the undersigned, call on countries to act. We want a ban.", genre="declaration", issuer="Some Forum"
    )
    assert [a.name for a in ActorIndex(doc).resolve(_at(doc, "We", 1))] == ["the undersigned"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("In Ohio, the Senate rejected the bill.", {"U.S. Senate"}),
        ("In Ohio, the state Senate rejected the bill.", {"Senate"}),
        ("In Boston, Secretary of State Hillary Clinton spoke.", {"Hillary Clinton"}),
    ],
)
def test_a_part_of_the_country_has_bodies_of_its_own(read, text, names):
    assert names <= {e.name for e in read(text)._.entities}


@pytest.mark.parametrize(
    ("text", "issuer", "names"),
    [
        ("The Harbour Reef Council met. The Council opposes it.", None, {"Harbour Reef Council"}),
        ("The Society of Reef Medicine met. The Society opposes it.", None, {"Society of Reef Medicine"}),
        (
            "The Society opposes it. It met in May.",
            "State Society of Reef Medicine",
            {"State Society of Reef Medicine"},
        ),
        (
            "The Reef Council met the Harbour Council. The Council opposes it.",
            None,
            {"Reef Council", "Harbour Council", "Council"},
        ),
    ],
)
def test_a_body_is_called_by_its_kind(read, text, issuer, names):
    assert {e.name for e in read(text, issuer=issuer, genre="statement")._.entities if e.type == "ORG"} == names


def test_an_article_behind_and_opens_another_name(read):
    doc = read("Reef Watch and the Harbour Pilots Union asked the Department of Energy and the Environment for help.")
    assert {"Harbour Pilots Union", "Department of Energy and the Environment"} <= {e.name for e in doc._.entities}


def test_ids_are_stable_and_in_order(read):
    text = "Amazon sued Google. Google sued Amazon. They settled with IBM."
    first, second = read(text), read(text)
    assert first._.entities == second._.entities
    assert [e.id for e in first._.entities] == [f"e{n}" for n in range(1, len(first._.entities) + 1)]


@pytest.mark.parametrize("text", ["", " ", "\n\n", "“", "I", "(D-MA)", "Sen.", "@", "the undersigned", "U.S."])
def test_odd_texts(read, text):
    for entity in read(text)._.entities:
        for mention in entity.mentions:
            assert 0 <= mention.range.start < mention.range.end <= len(text)


def test_shipped_registers_hold():
    from pipeline.actors_register import read_register, register_files

    for path in register_files(()):
        assert problems(path) == []
    assert len(read_register().actors) >= 300


def test_an_alias_changes_the_name_and_nothing_else(base_nlp, tmp_path):
    text = "Midwest Brewers Guild opposes the tax. Amazon backs it."
    path = tmp_path / "own.jsonl"

    def entities(aliases):
        path.write_text(json.dumps({"name": "Brewers' Association", "type": "ORG", "aliases": aliases}) + "\n")
        doc = base_nlp(make_doc(base_nlp, text, Metadata()))
        for stage in (Entities(), Coreference(), Linking([str(path)])):
            doc = stage(doc)
        return [(e.name, e.type, e.mentions) for e in doc._.entities]

    before, after = entities([]), entities(["Midwest Brewers Guild"])
    assert [e[1:] for e in before] == [e[1:] for e in after]
    assert [b[0] for b in before] == ["Midwest Brewers Guild", "Amazon"]
    assert [a[0] for a in after] == ["Brewers' Association", "Amazon"]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "not JSON"),
        ('{"name": "X Y", "type": "FIRM"}', "type"),
        ('{"name": "X Y", "type": "ORG", "external_id": "12"}', "no QID"),
        ('{"name": "X Y", "type": "ORG", "roles": [{"role": "chair", "organization": "Z"}]}', "only a PERSON"),
        ('{"name": "X Y", "type": "PERSON", "roles": [{"role": "a", "organization": "Z", "from": "may"}]}', "roles.0"),
        ('{"name": "X Y", "type": "ORG"}\n{"name": "Z W", "type": "ORG", "aliases": ["X Y"]}', "ambiguous"),
    ],
)
def test_register_problems(tmp_path, line, reason):
    path = tmp_path / "actors.jsonl"
    path.write_text(line + "\n")
    found = check(path)
    assert found and any(reason in str(problem) for problem in found)


def test_missing_register(tmp_path):
    with pytest.raises(SettingsError, match="no such actor register"):
        check(tmp_path / "none.jsonl")


@pytest.mark.parametrize(
    ("text", "phrase", "names"),
    [
        ("The trade group Mobile Marketers United called it right.", "The trade group", ["Mobile Marketers United"]),
        ("Its director, Paul Hsu, wants change.", "Its director", ["Paul Hsu"]),
        (
            "The office's former director, Hugh Pelletier, backed it.",
            "The office's former director",
            ["Hugh Pelletier"],
        ),
        ("The mayor met a teacher, Hugh Pelletier of Dayton said.", "a teacher", ["teacher"]),
        ("Sens. Jane Roe (D-MA) and John Doe (R-TX) spoke.", "Sens.", ["Jane Roe", "John Doe"]),
        ("Two bodies spoke. A trade union, the Guild of Bakers, opposed it.", "A trade union", ["Guild of Bakers"]),
        ("A farmer, Hugh Pelletier, opposed the plan.", "A farmer", ["Hugh Pelletier"]),
        ("Its President, Comrade Ann Lee, refused.", "Its President", ["Ann Lee"]),
        ("The ranking Republican, Sen. Paul Roe, voted no.", "Republican", ["Paul Roe"]),
        ("Sen. Jane Roe, the Queens Democrat who wrote it, won.", "the Queens Democrat", ["Jane Roe"]),
    ],
)
def test_names_behind_their_description(read, text, phrase, names):
    doc = read(text)
    assert [actor.name for actor in ActorIndex(doc).resolve(_at(doc, phrase))] == names


@pytest.mark.parametrize(
    ("text", "name", "type_"),
    [
        ("A plan by Skyparcel Inc. will wait. Skyparcel said no.", "Skyparcel Inc.", "ORG"),
        ("Mayor Jane Weaver left. Weaver said that a tower doesn't sleep, Weaver added.", "Jane Weaver", "PERSON"),
        ("He joined the tenant union Millbrook Stays in May.", "Millbrook Stays", "ORG"),
        ("We spoke to youth worker Tamsin Orrell on Monday.", "Tamsin Orrell", "PERSON"),
        ("Kvarnsund, a consumer group that fights fees, sued.", "Kvarnsund", "ORG"),
    ],
)
def test_type_by_the_words_beside(read, text, name, type_):
    entity = _entity(read(text), name)
    assert entity is not None and entity.type == type_


@pytest.mark.parametrize(
    ("text", "name", "words"),
    [
        ("Acme Corp. met Beta Corp. on Monday. Acme said it would appeal.", "Acme Corp.", ["Acme Corp.", "Acme", "it"]),
        (
            "Acme Corp. sued Beta Corp. on Monday. Beta's founder, Jo Roe, said the firm would appeal.",
            "Beta Corp.",
            ["Beta Corp.", "Beta", "the firm"],
        ),
        ("Maria Lopez met Jane Roe. Maria Lopez said that she would vote no.", "Maria Lopez", None),
    ],
)
def test_reported_words_are_their_speakers(read, text, name, words):
    doc = read(text)
    entity = _entity(doc, name)
    found = _words(doc, entity)
    assert found == words if words else "she" in found


@pytest.mark.parametrize(
    "text",
    ["Today Congresswoman Jane Roe (WA-08) voted no.", "Florida Congressman Jane Roe (R-FL) voted no."],
)
def test_titles_inside_are_no_names(read, text):
    assert _entity(read(text), "Jane Roe") is not None


def test_who_and_which_are_what_they_hang_on(read):
    doc = read("Maria Lopez, who leads the group, voted no.")
    assert [a.name for a in ActorIndex(doc).resolve(_at(doc, "who"))] == ["Maria Lopez"]


@pytest.mark.parametrize(
    ("issuer", "text", "name", "type_"),
    [
        ("Safe Harbour Europe", "Safe Harbour Europe wants a vote.", "Safe Harbour Europe", "ORG"),
        ("Office of Congressman Elliott Roe", "Roe voted no. Elliott Roe spoke.", "Elliott Roe", "PERSON"),
    ],
)
def test_the_issuer_is_known(read, issuer, text, name, type_):
    entity = _entity(read(text, genre="release", issuer=issuer), name)
    assert entity is not None and entity.type == type_


def test_a_reporter_is_none_of_those_he_tells_of(read):
    doc = read("The mayor left. He promised a law.", genre="article", author="John Roe")
    assert _entity(doc, "John Roe") is None


@pytest.mark.parametrize(
    ("text", "pronoun", "name"),
    [
        ("A porter at the clinic earns little. He supports the strike.", "He", "porter at the clinic"),
        ("The farm federation, Agrarix, refused. It urged a cut.", "It", "Agrarix"),
        ("The small federation of growers refused. It urged a cut.", "It", "small federation of growers"),
    ],
)
def test_pronouns_of_those_without_a_name(read, text, pronoun, name):
    doc = read(text)
    assert [a.name for a in ActorIndex(doc).resolve(_at(doc, pronoun))] == [name]


def test_nobody_is_an_entity_for_being_described(read):
    assert not any(e.name == "porter" for e in read("A porter met Jane Roe.")._.entities)


@pytest.mark.parametrize(
    ("title", "text", "name"),
    [
        (None, "Dear Mr. Burke,\n\nYou closed the ward, John Burke.", "John Burke"),
        (
            "Open letter to Meridian Health Group",
            "You closed it. Meridian Health Group denies it.",
            "Meridian Health Group",
        ),
    ],
)
def test_whom_a_letter_is_to(read, title, text, name):
    addressee = ActorIndex(read(text, genre="letter", title=title)).addressee
    assert addressee is not None and addressee.name == name


@pytest.mark.parametrize("mark", ["b.", "iv", "•", "2026–28"])
def test_list_marks_name_nobody(read, mark):
    doc = read(f"The Forum: {mark} calls on the city to act.")
    assert ActorIndex(doc).resolve(_at(doc, mark)) == []


def test_a_secretary_speaks_for_the_department(read):
    doc = read("U.S. Transportation Secretary Pete Buttigieg said no.", genre="article")
    person = _entity(doc, "Pete Buttigieg")
    assert [a.organization for a in person.affiliations] == ["U.S. Department of Transportation"]
