"""Texts that are hard to write into a calendar and hard to read from it."""

TEXTS = (
    "Øvelse på ærlig vis: blåbærgrød, rødgrød og fløde til alle på Ålholm" * 20,
    *("a" * octets + "æøå€🎉" * 40 for octets in range(40, 60)),
    "🎉" * 100,
    "👩‍👩‍👧‍👦 familiedag 🎉 e\N{COMBINING ACUTE ACCENT}" * 20,
    "\N{RIGHT-TO-LEFT OVERRIDE}تمرين كرة اليد\N{POP DIRECTIONAL FORMATTING} עברית" * 10,
    'a;b,c:"d" %0D%0A \\\\ \\; \\, ^n ^^ ^\'',
    "\\" * 200,
    "til kl. 10\\",
    ";" * 150,
    "Dans\nfor\nalle",
    "END:VEVENT\nEND:VCALENDAR\nBEGIN:VEVENT",
    "Dans\nATTENDEE:mailto:x@example.org",
    "a\tb" * 40,
    "a" + " " * 150 + "b",
    "RRULE:FREQ=DAILY",
    "<b>Dans</b> &amp; \"leg\" 'nu'",
)
