"""GET /rulebook."""


def test_show_rulebook__by_name__has_each_rule_with_its_source(call):
    answer = call("GET", "/rulebook?name=town")
    assert answer.json["version"] == "1"
    rules = {rule["id"]: rule for rule in answer.json["rules"]}
    assert rules["capacity"]["source"] == "what the fire authorities allow"
    assert rules["market"]["use"] == "review"


def test_show_rulebook__without_a_name__is_the_municipalitys(call):
    assert call("GET", "/rulebook").json["name"] == "municipality"


def test_show_rulebook__unknown__is_404(call):
    assert call("GET", "/rulebook?name=atlantis").status_code == 404


def test_show_rulebook__name_that_is_a_path__is_422(call):
    assert call("GET", "/rulebook?name=../rulebooks/municipality").status_code == 422
