"""Dates in languages that have no rule pack: names of months, words beside dates, and two other calendars."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from functools import lru_cache

from cleaner.patterns import Pattern

_MONTHS = {
    "nl": "januari|jan februari|feb maart|mrt april|apr mei juni|jun juli|jul augustus|aug september|sep|sept "
    "oktober|okt november|nov december|dec",
    "sv": "januari|jan februari|feb mars|mar april|apr maj juni|jun juli|jul augusti|aug september|sep|sept "
    "oktober|okt november|nov december|dec",
    "da": "januar|jan februar|feb marts|mar april|apr maj juni|jun juli|jul august|aug september|sep|sept "
    "oktober|okt november|nov december|dec",
    "no": "januar|jan februar|feb mars|mar april|apr mai juni|jun juli|jul august|aug september|sep|sept "
    "oktober|okt november|nov desember|des",
    "is": "janúar|jan febrúar|feb mars|mar apríl|apr maí júní|jún júlí|júl ágúst|ágú september|sep október|okt "
    "nóvember|nóv desember|des",
    "fi": "tammikuuta|tammikuu helmikuuta|helmikuu maaliskuuta|maaliskuu huhtikuuta|huhtikuu toukokuuta|toukokuu "
    "kesäkuuta|kesäkuu heinäkuuta|heinäkuu elokuuta|elokuu syyskuuta|syyskuu lokakuuta|lokakuu marraskuuta|marraskuu "
    "joulukuuta|joulukuu",
    "et": "jaanuar|jaan veebruar|veebr märts aprill|apr mai juuni juuli august|aug september|sept oktoober|okt "
    "november|nov detsember|dets",
    "lv": "janvāris|janvārī|janv februāris|februārī|febr marts|martā aprīlis|aprīlī maijs|maijā jūnijs|jūnijā "
    "jūlijs|jūlijā augusts|augustā septembris|septembrī oktobris|oktobrī novembris|novembrī decembris|decembrī",
    "lt": "sausio vasario kovo balandžio gegužės birželio liepos rugpjūčio rugsėjo spalio lapkričio gruodžio",
    "cs": "ledna|leden února|únor|úno března|březen|bře dubna|duben|dub května|květen|kvě června|červen|čvn "
    "července|červenec|čvc srpna|srpen|srp září|zář října|říjen|říj listopadu|listopad prosince|prosinec",
    "sk": "januára|január|jan februára|február|feb marca|marec|mar apríla|apríl|apr mája|máj júna|jún júla|júl "
    "augusta|august|aug septembra|september|sep októbra|október|okt novembra|november|nov decembra|december|dec",
    "sl": "januarja|januar|jan februarja|februar|feb marca|marec|mar aprila|april|apr maja|maj junija|junij|jun "
    "julija|julij|jul avgusta|avgust|avg septembra|september|sep oktobra|oktober|okt novembra|november|nov "
    "decembra|december|dec",
    "hr": "siječnja|siječanj|sij veljače|veljača|velj ožujka|ožujak|ožu travnja|travanj svibnja|svibanj|svi "
    "lipnja|lipanj srpnja|srpanj|srp kolovoza|kolovoz rujna|rujan|ruj listopada|listopad "
    "studenoga|studenog|studeni|stu prosinca|prosinac",
    "sr": "januar|januara|јануар|јануара|јан februar|februara|фебруар|фебруара|феб mart|marta|март|марта|мар "
    "april|aprila|април|априла|апр maj|maja|мај|маја jun|juna|juni|јун|јуна jul|jula|juli|јул|јула "
    "avgust|avgusta|avg|август|августа|авг septembar|septembra|sep|септембар|септембра oktobar|oktobra|okt|октобар|"
    "октобра novembar|novembra|nov|новембар|новембра decembar|decembra|dec|децембар|децембра",
    "mk": "јануари|јан февруари|фев март|мар април|апр мај јуни|јун јули|јул август|авг септември|сеп октомври|окт "
    "ноември|ное декември|дек",
    "bg": "януари|ян февруари|фев март|мар април|апр май юни|юн юли|юл август|авг септември|сеп октомври|окт "
    "ноември|ное декември|дек",
    "uk": "січня|січень|січ лютого|лютий|лют березня|березень|бер квітня|квітень|кві травня|травень|тра "
    "червня|червень|чер липня|липень|лип серпня|серпень|сер вересня|вересень|вер жовтня|жовтень|жов "
    "листопада|листопад|лис грудня|грудень|гру",
    "be": "студзеня лютага сакавіка красавіка траўня|мая чэрвеня ліпеня жніўня верасня кастрычніка лістапада снежня",
    "hu": "január|jan február|febr|feb március|márc|már április|ápr május|máj június|jún július|júl augusztus|aug "
    "szeptember|szept|szep október|okt november|nov december|dec",
    "ro": "ianuarie|ian februarie|feb martie|mar aprilie|apr mai iunie|iun iulie|iul august|aug septembrie|sept|sep "
    "octombrie|oct noiembrie|noi|nov decembrie|dec",
    "sq": "janar|jan shkurt|shk mars|mar prill|pri maj qershor|qer korrik|kor gusht|gus shtator|sht tetor|tet "
    "nëntor|nën dhjetor|dhj",
    "tr": "ocak|oca şubat|şub mart|mar nisan|nis mayıs|may haziran|haz temmuz|tem ağustos|ağu eylül|eyl ekim|eki "
    "kasım|kas aralık|ara",
    "az": "yanvar fevral mart aprel may iyun iyul avqust sentyabr oktyabr noyabr dekabr",
    "ca": "gener|gen febrer|feb març|març abril|abr maig juny|jun juliol|jul agost|ago setembre|set octubre|oct "
    "novembre|nov desembre|des",
    "gl": "xaneiro|xan febreiro|feb marzo|mar abril|abr maio xuño|xuñ xullo|xul agosto|ago setembro|set "
    "outubro|out novembro|nov decembro|dec",
    "id": "januari|jan februari|feb maret|mar april|apr mei juni|jun juli|jul agustus|agu|agt september|sep "
    "oktober|okt november|nov desember|des",
    "ms": "januari|jan februari|feb mac april|apr mei|mei jun julai|jul ogos|ogo september|sep oktober|okt "
    "november|nov disember|dis",
    "af": "januarie|jan februarie|feb maart|mrt april|apr mei junie|jun julie|jul augustus|aug september|sep "
    "oktober|okt november|nov desember|des",
    "sw": "januari februari machi aprili mei juni julai agosti septemba oktoba novemba desemba",
    "ar": "يناير|جانفي فبراير|شباط|فيفري مارس|آذار|اذار أبريل|ابريل|إبريل|نيسان|أفريل مايو|أيار|ايار|ماي "
    "يونيو|حزيران|جوان يوليو|تموز|جويلية أغسطس|اغسطس|آب|أوت سبتمبر|أيلول|ايلول أكتوبر|اكتوبر نوفمبر ديسمبر",
    "he": "ינואר|בינואר פברואר|בפברואר מרץ|מרס|במרץ|במרס אפריל|באפריל מאי|במאי יוני|ביוני יולי|ביולי אוגוסט|באוגוסט "
    "ספטמבר|בספטמבר אוקטובר|באוקטובר נובמבר|בנובמבר דצמבר|בדצמבר",
    "hi": "जनवरी|जन फरवरी|फ़रवरी|फर मार्च अप्रैल मई जून जुलाई|जुल अगस्त|अग सितंबर|सितम्बर|सित अक्टूबर|अक्तूबर|अक्टू "
    "नवंबर|नवम्बर|नव दिसंबर|दिसम्बर|दिस",
    "bn": "জানুয়ারি|জানুয়ারী ফেব্রুয়ারি|ফেব্রুয়ারী মার্চ এপ্রিল মে জুন জুলাই আগস্ট সেপ্টেম্বর অক্টোবর নভেম্বর ডিসেম্বর",
    "th": "มกราคม|มค กุมภาพันธ์|กพ มีนาคม|มีค เมษายน|เมย พฤษภาคม|พค มิถุนายน|มิย กรกฎาคม|กค สิงหาคม|สค กันยายน|กย "
    "ตุลาคม|ตค พฤศจิกายน|พย ธันวาคม|ธค",
}
"""The twelve months of each language in order, the forms of one joined by a bar, without full stops."""

LANGUAGES = tuple(_MONTHS)
"""The languages whose months are known here."""

_PUBLISHED = (
    "gepubliceerd|geplaatst|publicerad|publicerades|publiceret|offentliggjort|publisert|julkaistu|publikováno|vydáno|"
    "publikované|objavljeno|objavio|опубліковано|публикувано|објављено|megjelent|közzétéve|publicat|postat|"
    "publikuar|yayınlanma|yayınlandı|yayın tarihi|giriş tarihi|eklenme|diterbitkan|dipublikasikan|tayang|"
    "đăng lúc|نشر|انتشار|פורסם|प्रकाशित|প্রকাশ|เผยแพร่|公開|配信|掲載|投稿|입력|등록|승인|작성"
)
_UPDATED = (
    "bijgewerkt|gewijzigd|uppdaterad|uppdaterades|opdateret|oppdatert|päivitetty|aktualizováno|aktualizované|"
    "aktualizace|ažurirano|posodobljeno|оновлено|обновена|ажурирано|frissítve|frissült|actualizat|actualizado|"
    "përditësuar|güncelleme|güncellendi|güncellenme|actualitzat|diperbarui|cập nhật|تحديث|به روزرسانی|עודכן|अपडेट|"
    "आपडेट|আপডেট|อัปเดต|更新|수정"
)
"""What stands before a date of publication, and of an update, in these languages."""

_JALALI = {
    form: number
    for number, forms in enumerate(
        "فروردین|فروردين اردیبهشت|ارديبهشت خرداد تیر|تير مرداد|امرداد شهریور|شهريور مهر آبان آذر دی|دي بهمن "
        "اسفند".split(),
        1,
    )
    for form in forms.split("|")
}
_JALALI_DAY = Pattern(
    rf"(?<![\d/.-])(?:(?P<d>\d{{1,2}})\s(?:ماه\s)?(?P<m>{'|'.join(_JALALI)})\s(?:ماه\s)?(?P<y>1[34]\d\d)"
    r"|(?P<y2>1[34]\d\d)(?P<sep>[/.-])(?P<m2>\d{1,2})(?P=sep)(?P<d2>\d{1,2}))(?![\d/])"
)
_BUDDHIST_DAY = Pattern(
    r"(?<![\d/.-])(?P<d>\d{1,2})(?:\s?(?P<m>[ก-ฮ][ก-๎.]{2,11})\s?(?:พ\.ศ\.\s?)?(?P<y>(?:25)?\d\d)"
    r"|[/.-](?P<m2>\d{1,2})[/.-](?P<y2>25\d\d))(?!\d)"
)
_NEW_YEAR = (1399, datetime.date(2020, 3, 20))
"""A Persian year and the day it began."""

_BUDDHA = 543
"""Years by which the Thai year is ahead."""


@lru_cache(maxsize=64)
def months_of(language: str | None) -> dict[str, int]:
    """The number of the month (1 to 12) for each form in a language, of all where None is given (the first to
    know a form wins)."""
    return {
        form: number
        for code in ([language] if language else reversed(_MONTHS))
        for number, forms in enumerate(_MONTHS.get(code, "").split(), 1)
        for form in forms.split("|")
    }


def published() -> list[str]:
    """What says that a date is that of publication."""
    return _PUBLISHED.split("|")


def updated() -> list[str]:
    """What says that a date is that of an update."""
    return _UPDATED.split("|")


def other(text: str, language: str | None) -> Iterator[tuple[datetime.date, int, int]]:
    """Dates of the Persian calendar and, in Thai, of the Buddhist one: (date, start, end).

    text: with western digits.
    """
    if language in ("ar", "fa"):
        for m in _JALALI_DAY.finditer(text):
            month = _JALALI[m["m"]] if m["m"] else int(m["m2"])
            day = _from_jalali(int(m["y"] or m["y2"]), month, int(m["d"] or m["d2"]))
            if day:
                yield day, m.start(), m.end()
    elif language == "th":
        months = months_of(language)
        for m in _BUDDHIST_DAY.finditer(text):
            year = int(m["y"] or m["y2"])
            month = months.get(m["m"].replace(".", ""), 0) if m["m"] else int(m["m2"])
            try:
                day = datetime.date((year if year > 99 else 2500 + year) - _BUDDHA, month, int(m["d"]))
            except ValueError:
                continue
            yield day, m.start(), m.end()


def _from_jalali(year: int, month: int, day: int) -> datetime.date | None:
    """The date of a day of the Persian calendar, by its 33-year cycle of leap years (right from 1244 to 1472)."""
    if not (1 <= month <= 12 and 1 <= day <= (31 if month <= 6 else 30)):
        return None
    leaps = (8 * year + 21) // 33 - (8 * _NEW_YEAR[0] + 21) // 33
    days = 365 * (year - _NEW_YEAR[0]) + leaps + 31 * min(month - 1, 6) + 30 * max(0, month - 7) + day - 1
    return _NEW_YEAR[1] + datetime.timedelta(days)
