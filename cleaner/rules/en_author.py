"""English lines that present the author, and reading times."""

from __future__ import annotations

from cleaner.rules.rule import SECTION, Rule

READING = (
    Rule(
        id="en.reading-time.minutes",
        kind="reading_time",
        why="How long the text takes to read, or how many words it has.",
        line=r"(?:(?:estimated |average |approx\.? |approximate |article |total )?(?:reading|"
        r"read) time ?[:–-]? ?(?:is |about |approx\.? |~|< ?|less than )?(?:\d{1,3}(?:[-–]\d{1,3})?|a|one|"
        r"two|three|four|five) ?(?:min(?:ute)?s?|m|sec(?:ond)?s?)?\.?(?: read)?|"
        r"[~<]? ?(?:less than )?(?:about )?(?:\d{1,3}(?:[-–]\d{1,3})?|a|one|two|three|four|five|six|seven|"
        r"eight|nine|ten)[ -]?(?:min(?:ute)?s?\.?|mins?|m|"
        r"sec(?:ond)?s?)[ -](?:to )?(?:read(?:ing)?(?: time)?)(?: time)?"
        r"(?: ?[|·•,–-] ?.{0,60})?|(?:read(?:ing)?|"
        r"time to read) ?[:–-]? ?(?:in )?\d{1,3} ?(?:min(?:ute)?s?|m|sec(?:ond)?s?)\.?|\d{1,3}['′] read|"
        r"\d[\d,]{0,6} words?(?: ?[|·•,–-] ?\d{1,3} min(?:ute)?s?(?: read)?)?|"
        r"word count ?[:–-] ?[\d,]{1,7}|\d{1,3} min(?:ute)?s? ?(?:left|remaining)|(?:quick|short|"
        r"long) read)",
        needs=("read", "reading", "words", "word", "minutes", "min", "remaining", "left"),
        removes=(
            "3 min read",
            "Reading time: 4 minutes",
            "5-minute read",
            "Estimated reading time: 7 min",
            "< 1 minute read",
            "812 words",
        ),
        keeps=("The 3 min read by the clerk were the shortest of the day, and the dearest.",),
    ),
    Rule(
        id="en.reading-time.phrase",
        kind="reading_time",
        why="The label of a reading time whose number stands on another line.",
        phrases=(
            "min read",
            "mins read",
            "minute read",
            "minutes read",
            "Reading time",
            "Read time",
            "Estimated reading time",
            "Minutes to read",
            "Time to read",
            "less than a minute read",
            "Less than 1 min read",
            "minutes reading time",
            "Word count",
            "Quick read",
            "Short read",
            "Long read",
            "min.",
            "minute",
            "minutes",
        ),
        removes=("min read", "Reading time:", "Minutes to read"),
        keeps=("Time to read was the one luxury of the ward, and he made the most of it.",),
    ),
)

AUTHORS = (
    Rule(
        id="en.author-bio.section",
        kind="author_bio",
        why="The heading over the portrait of the author.",
        phrases=(
            "About the author",
            "About the authors",
            "About author",
            "About the writer",
            "About the writers",
            "About the reporter",
            "About the journalist",
            "About the columnist",
            "About the contributor",
            "About the editor",
            "About the blogger",
            "About our author",
            "About this author",
            "About the photographer",
            "About the team",
            "Meet the author",
            "Meet the writer",
            "Meet the expert",
            "Meet the reporter",
            "Author bio",
            "Author biography",
            "Author profile",
            "Author info",
            "Author details",
            "Author box",
            "Author Archive",
            "The author",
            "The authors",
            "Written by",
            "Posted by",
            "Published by",
            "Reviewed by",
            "Edited by",
            "Fact checked by",
            "Fact-checked by",
            "Medically reviewed by",
            "Contributor",
            "Guest author",
            "Guest contributor",
            "Article by",
            "Story by",
            "Article written by",
            "Contact author",
            "Author's posts",
            "View author profile",
            "View bio",
            "Full bio",
            "Read full bio",
            "Read bio",
            "See full bio",
            "Author page",
            "See author",
            "More about the author",
            "About contributor",
            "Our contributors",
            "Our authors",
        ),
        opens=SECTION,
        removes=(
            "About the Author\nMarina Holt\nMarina Holt writes about the sea.",
            "Author bio\nJon Ames is a reporter.",
            "Meet the author",
        ),
        keeps=(
            "The author of the letter was found in a week, since only one man in town had such a machine.",
        ),
    ),
    Rule(
        id="en.author-bio.more-by",
        kind="author_bio",
        why="A link to the other texts of the author.",
        line=r"(?:(?:see|view|read|show|find|browse|more)(?: all| more| full| other){0,2}(?: of)?(?: the|"
        r" (?-i:\p{Lu})[\p{L}' ]{2,40})? ?(?:posts?|articles?|stories|work|columns?|bio(?:graphy)?|"
        r"profile|content|news|pieces)? (?:by|from|of) (?:this author|the author|author|"
        r"(?-i:[\p{Lu}])[\p{L}.'’-]{1,20}(?: (?-i:[\p{Lu}])[\p{L}.'’-]{0,20}){0,3})|"
        r"(?-i:(?:\p{Lu}[\p{L}.'’-]{1,20} ){2,4})(?:author archive|author page|bio|profile)|"
        r"(?:view|see|read|visit) (?:author|full|(?-i:\p{Lu})[\p{L}.'’ -]{2,40}['’]s) (?:archive|profile|"
        r"bio|posts)s?|by the same author|all posts by .{2,40}|(?:follow|e-?mail|message|tweet|"
        r"contact) (?-i:(?:\p{Lu}[\p{Ll}'’-]{1,20}) (?:\p{Lu}\. ){0,2}(?:\p{Lu}[\p{L}'’-]{1,20}))|"
        r"(?:website|posts|articles|more posts|author website|author url|bio|"
        r"latest posts by .{2,40}) ?(?:\(see all\)|\(\d{1,5}\)))",
        needs=(
            "posts",
            "post",
            "articles",
            "article",
            "stories",
            "work",
            "columns",
            "column",
            "bio",
            "biography",
            "profile",
            "author",
            "more",
            "all",
            "follow",
            "contact",
            "email",
            "website",
            "archive",
            "message",
            "tweet",
        ),
        removes=(
            "More posts by this author",
            "All posts by Marina Holt",
            "Follow Marina Holt",
            "View author bio",
            "Latest posts by Marina Holt (see all)",
        ),
        keeps=(
            "More by luck than by judgement, the pilot put the plane down on the only field that was dry.",
        ),
    ),
    Rule(
        id="en.author-bio.sentence",
        kind="author_bio",
        why="A sentence under the article that presents its author.",
        line=r"(?:(?-i:\p{Lu}[\p{L}.'’-]{1,20}(?: \p{Lu}[\p{L}.'’-]{0,20}){1,4}) (?:\([^()]{2,40}\) )"
        r"?(?:is|was|has been|joined|covers|writes|reports|worked|works|serves|has worked|has covered|"
        r"has written|leads|edits|started|spent|began|holds|graduated|lives|studied) (?:an? |the |our |"
        r"currently |also |for |as |about |on |with |all |previously |in |at |from |with |local |"
        r"politics |sports |national )*.{0,60}"
        r"(?:(?:staff |senior |chief |investigative |freelance |lead |general assignment |breaking news |"
        r"political |business |science |health |education |sports |technology |features |contributing |"
        r"associate |deputy |assistant |managing |digital |multimedia |award-winning |data )(?:writer|"
        r"reporter|editor|journalist|correspondent|producer|columnist)|(?:reporter|journalist|columnist|"
        r"correspondent|editor|writer|blogger|contributor|producer|freelancer|photographer|"
        r"photojournalist) (?:at|for|with|based|in|who|covering|on|and|specializing|from|of)|(?:covers|"
        r"covering|writes about|reports on|reporting on|writing about) .{2,60}(?:for|at) |newsroom|"
        r"report for america|intern|fellow at|is the author of|author of)\b.{0,220}|"
        r"(?:the (?:writer|author|authors|columnist|reviewer|writers)|this (?:writer|author|column|"
        r"columnist)|he|she|they) (?:is|are|was|can be|has|holds|tweets?|writes|teaches|lives|"
        r"may be)\b.{0,60}(?:reached|contacted|followed|e-?mailed|columnist|professor|editor|writer|"
        r"journalist|reporter|fellow|lecturer|based in|author of|a former|the author|freelance|on twitter|"
        r"at @|an associate|director|researcher|student|analyst|founder|a senior|a member)\b.{0,200}|"
        r"(?:you can )?(?:reach|contact|e-?mail|follow|find|connect with|write to|tweet(?: at)?|message|"
        r"reached|send) (?:the (?:writer|author|reporter)|him|her|them|me|"
        r"(?-i:\p{Lu}[\p{L}.'’-]{1,20} \p{Lu}[\p{L}.'’-]{1,20}))(?: a (?:message|note|tip))? (?:at|on|via|"
        r"by|with|@|here|through|by e-?mail)\b.{2,180}|"
        r"(?-i:\p{Lu}[\p{L}.'’-]{1,20}(?: \p{Lu}[\p{L}.'’-]{0,20}){0,3})(?: can be| may be) (?:reached|"
        r"contacted|followed|e-?mailed)\b.{2,160})",
        needs=(
            "writer",
            "reporter",
            "editor",
            "journalist",
            "correspondent",
            "columnist",
            "producer",
            "covers",
            "covering",
            "writes",
            "reports",
            "reached",
            "contacted",
            "followed",
            "reach",
            "contact",
            "email",
            "follow",
            "author",
            "freelancer",
            "contributor",
            "blogger",
            "photographer",
            "photojournalist",
            "intern",
            "fellow",
            "newsroom",
            "tweets",
            "professor",
            "lecturer",
            "mail",
        ),
        removes=(
            "Marina Holt is a staff writer at The Harbour Gazette.",
            "Jon Ames is the politics correspondent for the Gazette.",
            "Reach the reporter at mholt@gazette.example or 555-0142.",
            "The writer is a professor of law at Port Ellis College.",
            "Marina Holt can be reached at mholt@gazette.example.",
            "Follow her on Twitter: @mholt",
        ),
        keeps=("Marina Holt was the keeper's only daughter, and she had the strength of two of his men.",),
    ),
)


RULES: tuple[Rule, ...] = (
    *READING,
    *AUTHORS,
)
