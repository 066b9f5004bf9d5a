"""English lines that present the author, and reading times."""

from __future__ import annotations

from cleaner.rules.rule import SECTION, Rule

READING = (
    Rule(
        id="en.reading-time.minutes",
        kind="reading_time",
        why="How long the text takes to read.",
        line=r"[~<]? ?(?:less than )?(?:about )?(?:\d{1,3}(?:[-–]\d{1,3})?|one|two|three|four|five|"
        r"ten)[ -]?(?:minutes?|mins?\.?|m|sec(?:ond)?s?)[ -](?:to )?read(?:ing)?(?: time)?(?: ?[|"
        r"·•–-] ?.{0,60})?",
        needs=("read", "reading"),
        removes=("3 min read", "5-minute read", "< 1 minute read", "6 min read · Local news"),
        keeps=("The 3 min read by the clerk were the shortest of the day, and the dearest.",),
    ),
    Rule(
        id="en.reading-time.short",
        kind="reading_time",
        why="How long the text takes to read, without the word.",
        line=r"[12]?\d ?min\.?",
        needs=("0",),
        removes=("2 min", "12 min."),
        keeps=("2 minutes later the bell rang, and nobody in the square said a word.",),
    ),
    Rule(
        id="en.reading-time.label",
        kind="reading_time",
        why="The label of the reading time, and the time.",
        line=r"(?:estimated |average |approx\.? )?(?:reading|read)(?: time)? ?[:–-]? ?(?:is |about |"
        r"approx\.? |in |~|< ?|less than )?(?:\d{1,3}(?:[-–]\d{1,3})?|a|one) ?(?:minutes?|mins?|m|"
        r"sec(?:ond)?s?)\.?(?: read)?",
        needs=("read", "reading"),
        removes=("Reading time: 4 minutes", "Estimated reading time: 7 min", "Read time 3 mins"),
        keeps=("Reading time: that was what they missed most on the ship, and in the second year they had it.",),
    ),
    Rule(
        id="en.reading-time.words",
        kind="reading_time",
        why="How many words the text has, or how many minutes are left of it.",
        line=r"\d[\d,]{0,6} words?(?: ?[|·•–-] ?\d{1,3} min(?:ute)?s?(?: read)?)?|word count ?[:–-] "
        r"?[\d,]{1,7}|\d{1,3} min(?:ute)?s? (?:left|remaining)|\d{1,3}['′] read|(?:quick|short|"
        r"long) read",
        needs=("words", "word", "read", "left", "remaining"),
        removes=("812 words", "Word count: 1,204", "4 minutes left"),
        keeps=("Some 812 words were cut from the speech, and 4 minutes remained of the hour when it was over.",),
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
        keeps=("The author of the letter was found in a week, since only one man in town had such a machine.",),
    ),
    Rule(
        id="en.author-bio.link",
        kind="author_bio",
        why="The link to the author's biography.",
        phrases=("View bio", "View full bio"),
        removes=("View Bio", "View full bio"),
        keeps=("View of the bay from the author's window, by his wife, who painted it twice a year.",),
    ),
    Rule(
        id="en.author-bio.more-by",
        kind="author_bio",
        why="A link to the other texts of the author.",
        line=r"(?:view|read|show|find|browse|more|all|latest)(?: all| more| other){0,2} (?:posts?|"
        r"articles?|stories|work|news) (?:by|from|of) (?:(?:this |the )?author|"
        r"(?-i:\p{Lu})[\p{L}.'’ -]{2,40})(?: \(see all\))?",
        needs=(
            "posts",
            "post",
            "articles",
            "article",
            "stories",
            "work",
            "columns",
            "column",
            "content",
            "news",
        ),
        removes=(
            "More posts by this author",
            "All posts by Marina Holt",
            "Latest posts by Marina Holt (see all)",
        ),
        keeps=("Read articles by the hundred, she told them, and then write the one that is missing.",),
    ),
    Rule(
        id="en.author-bio.profile-link",
        kind="author_bio",
        why="A link to the page of the author.",
        line=r"(?-i:(?:\p{Lu}[\p{L}.'’-]{1,20} ){2,4})(?:author archive|author page|bio|profile)|"
        r"(?:view|see|read|visit) (?:author|full|(?-i:\p{Lu})[\p{L}.'’ -]{2,40}['’]s) (?:archive|"
        r"profile|bio|posts?)s?",
        needs=("bio", "profile", "archive", "author", "posts"),
        removes=("Marina Holt Author Archive", "View Marina Holt's profile"),
        keeps=("See Marina Holt's profile of the keeper on page nine, which won a prize in the spring.",),
    ),
    Rule(
        id="en.author-bio.follow-author",
        kind="author_bio",
        why="A button to follow or write to the author.",
        line=r"(?:follow|e-?mail|message|tweet) (?-i:\p{Lu}[\p{Ll}'’-]{1,20} (?:\p{Lu}\. "
        r"){0,2}\p{Lu}[\p{L}'’-]{1,20})",
        needs=("follow", "email", "mail", "message", "tweet"),
        removes=("Follow Marina Holt", "Email Jon Ames", "Message Jon A. Ames"),
        keeps=("Follow the river past Port Ellis and the path will bring you to the mill in an hour.",),
    ),
    Rule(
        id="en.author-bio.post-count",
        kind="author_bio",
        why="A link of the author with the number of texts.",
        line=r"(?:website|posts|articles|more posts|author website|author url|bio) ?(?:\(see all\)|"
        r"\(\d{1,5}\))",
        needs=("posts", "articles", "website", "bio", "author", "url"),
        removes=("Posts (12)", "Articles (204)", "Website (1)"),
        keeps=("Posts (twelve of them, cut from one oak) hold up the roof of the hall to this day.",),
    ),
    Rule(
        id="en.author-bio.staff",
        kind="author_bio",
        why="A sentence under the article that tells the author's post.",
        line=r"(?-i:(?:\p{Lu}[\p{L}.'’-]{0,20} ){2,4})is (?:an? |our )?(?:[\p{L}-]{2,20} "
        r"){0,4}(?:writer|reporter|editor|journalist|correspondent|columnist|producer) (?:at|for|"
        r"with|based|covering|and|who)\b.{0,200}",
        needs=("writer", "reporter", "editor", "journalist", "correspondent", "columnist", "producer"),
        removes=(
            "Marina Holt is a staff writer at The Harbour Gazette.",
            "Jon Ames is the politics correspondent for the Gazette.",
        ),
        keeps=("The man who fell was a reporter, and he wrote of his own fall with more care than of any other.",),
    ),
    Rule(
        id="en.author-bio.author-of",
        kind="author_bio",
        why="A sentence under the article that names the author's books or trade.",
        line=r"(?-i:(?:\p{Lu}[\p{L}.'’-]{0,20} ){2,4})is (?:an? |the )(?:[\p{L}, -]{2,60} )?(?:author "
        r"of|freelance (?:writer|journalist|reporter|editor|photographer)|award-winning "
        r"(?:journalist|author))\b.{0,200}",
        needs=("author", "freelance", "award"),
        removes=(
            "Marina Holt is the author of two books on the coast.",
            "Jon Ames is a freelance journalist based in Port Ellis.",
        ),
        keeps=("Marina Holt was the keeper's only daughter, and she had the strength of two of his men.",),
    ),
    Rule(
        id="en.author-bio.covers",
        kind="author_bio",
        why="A sentence under the article that tells what its author writes about, and where.",
        line=r"(?-i:(?:\p{Lu}[\p{L}.'’-]{0,20} ){2,4})(?:covers|reports on|writes about|is (?:covering|"
        r"reporting on|writing about)) .{2,60} (?:for|at) (?:the "
        r")?(?-i:\p{Lu})[^.]{1,40}\..{0,120}",
        needs=("covers", "covering", "reports", "reporting", "writes", "writing"),
        removes=(
            "Marina Holt covers the coast for The Harbour Gazette.",
            "Jon Ames writes about fishing for Tideline. He lives in Brannock.",
        ),
        keeps=("Marina Holt covers the pots each night, so that the frost cannot take her tomatoes.",),
    ),
    Rule(
        id="en.author-bio.the-writer",
        kind="author_bio",
        why="A sentence under the article that tells who its writer is.",
        line=r"(?:the (?:writer|author|columnist|reviewer)|this (?:writer|author|columnist)) is (?:an? "
        r"|the )?.{0,40}\b(?:professor|lecturer|editor|writer|journalist|fellow|director|analyst|"
        r"founder|member)\b.{0,160}",
        needs=("writer", "author", "columnist", "reviewer"),
        removes=(
            "The writer is a professor of law at Port Ellis College.",
            "The author is a former editor of the Gazette.",
        ),
        keeps=("The writer is dead by the end of the first act, and the rest of the play is about his desk.",),
    ),
    Rule(
        id="en.author-bio.reach",
        kind="author_bio",
        why="A sentence that tells how to reach the author.",
        line=r"(?:you can )?(?:reach|contact|e-?mail|write to|follow|connect with) (?:the (?:writer|"
        r"author)|him|her|them|(?-i:\p{Lu}[\p{L}.'’-]{1,20} \p{Lu}[\p{L}.'’-]{1,20})) (?:at|on|"
        r"via|with|@|through)\b.{2,150}",
        needs=("reach", "contact", "email", "mail", "write", "follow", "connect"),
        removes=("You can contact Jon Ames via the newsroom", "Write to the author at the address below"),
        keeps=("They tried to reach him on the day of the storm, but the line to the island was down.",),
    ),
    Rule(
        id="en.author-bio.reached-at",
        kind="author_bio",
        why="A sentence that tells where the author can be reached.",
        line=r"(?:(?-i:\p{Lu}[\p{L}.'’-]{1,20}(?: \p{Lu}[\p{L}.'’-]{0,20}){0,3})|he|she|they|the "
        r"(?:writer|author|reporter)) (?:can|may) be (?:reached|contacted|followed|e-?mailed) "
        r"(?:at|on|via|by|through)\b.{2,150}",
        needs=("reached", "contacted", "followed", "emailed"),
        removes=(
            "Marina Holt can be reached at mholt@gazette.example.",
            "She can be followed on Twitter at @mholt",
        ),
        keeps=("The island can be reached by boat from May, when the weather is kinder, and on foot at low tide.",),
    ),
)


RULES: tuple[Rule, ...] = (
    *READING,
    *AUTHORS,
)
