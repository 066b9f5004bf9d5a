"""Small tables of invented prose in the languages of the packs: the stuff that generated pages are made of.

The stories are about bridges, orchards and trams, so that nothing in them speaks of sharing, voting,
commenting or subscribing, and no rule has a reason to look at them.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Tongue:
    """What sentences, headlines, by-lines and dates of one language are made of."""

    language: str
    subjects: tuple[str, ...]
    verbs: tuple[str, ...]
    objects: tuple[str, ...]
    tails: tuple[str, ...]
    headlines: tuple[str, ...]
    headings: tuple[str, ...]
    items: tuple[str, ...]
    callout: str
    by: str
    names: tuple[str, ...]
    months: tuple[str, ...]
    date: str
    date_lead: tuple[str, ...]
    cities: tuple[str, ...]
    blank: str = " "
    stop: str = "."

    @property
    def count(self) -> int:
        """How many sentences there are."""
        return len(self.subjects) * len(self.verbs) * len(self.objects) * len(self.tails)

    def sentence(self, number: int) -> str:
        """One of the sentences, by its number."""
        number, s = divmod(number % self.count, len(self.subjects))
        number, v = divmod(number, len(self.verbs))
        number, o = divmod(number, len(self.objects))
        words = (self.subjects[s], self.verbs[v], self.objects[o], self.tails[number])
        return self.blank.join(words) + self.stop


ENGLISH = Tongue(
    "en",
    (
        "The old bridge at Carrow",
        "A baker from the lower town",
        "The ferry to the three islands",
        "Every second orchard in the valley",
        "The night tram",
        "Her grandmother’s piano",
        "The mayor of Tarnbridge",
        "An engineer who lives by the canal",
        "The choir of the fishermen",
    ),
    (
        "will be repaired with",
        "has been waiting for",
        "was nearly lost because of",
        "could not do without",
        "has always lived beside",
        "was paid for with",
        "had to be moved after",
        "is still measured against",
    ),
    (
        "nine hundred oak beams",
        "the flood of the spring before last",
        "a clock that has always been slow",
        "the wool of about sixty sheep",
        "two boats and a borrowed crane",
        "a map that nobody had drawn to scale",
        "the copper roof of the granary",
    ),
    (
        "before the snow comes down from the hills",
        "as the people of the quarter have known since the war",
        "and that is not going to change in the next ten years",
        "although the council had set aside only half of the money",
        "while the children of both schools were looking on",
        "which is more than anyone at the harbour had hoped for",
        "when the wind turns to the east and the river freezes over",
        "so that the market can be held under a roof again",
    ),
    (
        "Old bridge at Carrow gets nine hundred new beams",
        "Ferry to the three islands runs again after the flood",
        "Baker of the lower town moves his oven across the river",
        "A piano, two boats and the winter that changed a valley",
        "Why the night tram still stops at an empty orchard",
    ),
    (
        "A roof for the market",
        "What the river left behind",
        "Sixty sheep and one clock",
        "How long can the granary stand?",
        "The engineer by the canal",
    ),
    (
        "oak beams for the southern arch of the bridge",
        "copper for the roof of the granary",
        "a second boat, if the first one leaks",
        "wool for the ropes of the ferry",
        "one new clock for the market hall",
    ),
    "Did you know?",
    "By ",
    ("Orla Pennick", "Tomas Verhallen", "Ruth Adeyemi-Clark", "Ivo Marsh"),
    (
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
    "{day} {month} {year}",
    ("", "Published ", "Published on "),
    ("TARNBRIDGE", "CARROW", "NORTH HARBOUR"),
)

GERMAN = Tongue(
    "de",
    (
        "Die alte Brücke von Karnau",
        "Eine Bäckerin aus der Unterstadt",
        "Der Chor der Flussfischer",
        "Jeder zweite Obstgarten im Tal",
        "Die Fähre zu den drei Inseln",
        "Der Ingenieur am Kanal",
    ),
    (
        "wartet seit dem Frühjahr auf",
        "ist nicht zu denken ohne",
        "war bezahlt worden mit",
        "steht noch immer neben",
        "wurde beinahe verdrängt durch",
    ),
    (
        "neunhundert Balken aus Eichenholz",
        "eine Uhr, die seit jeher zu langsam geht",
        "die Wolle von etwa sechzig Schafen",
        "zwei Boote und einen geliehenen Kran",
        "das kupferne Dach des Kornspeichers",
    ),
    (
        "und daran wird sich in den nächsten zehn Jahren nichts ändern",
        "obwohl der Rat nur die Hälfte des Geldes bewilligt hatte",
        "bevor der Schnee von den Hügeln kommt",
        "während die Kinder der beiden Schulen dabei zusahen",
        "sodass der Markt wieder unter einem Dach gehalten werden kann",
    ),
    (
        "Die alte Brücke von Karnau bekommt neunhundert neue Balken",
        "Fähre zu den drei Inseln fährt nach dem Hochwasser wieder",
        "Eine Bäckerin zieht mit ihrem Ofen über den Fluss",
    ),
    ("Ein Dach für den Markt", "Was der Fluss übrig ließ", "Sechzig Schafe und eine Uhr"),
    (
        "Eichenbalken für den südlichen Bogen der Brücke",
        "Kupfer für das Dach des Kornspeichers",
        "ein zweites Boot, falls das erste leckt",
    ),
    "Wussten Sie schon?",
    "Von ",
    ("Jost Ahlers", "Wiebke von Rahden", "Magda Stellmach"),
    (
        "Januar",
        "Februar",
        "März",
        "April",
        "Mai",
        "Juni",
        "Juli",
        "August",
        "September",
        "Oktober",
        "November",
        "Dezember",
    ),
    "{day}. {month} {year}",
    ("", "Veröffentlicht am "),
    ("KARNAU", "NEUHAFEN"),
)

FRENCH = Tongue(
    "fr",
    (
        "Le vieux pont de Carrouges-sur-Lenne",
        "Une boulangère de la ville basse",
        "Le chœur des pêcheurs",
        "Un verger sur deux dans la vallée",
        "Le bac des trois îles",
    ),
    (
        "attend depuis le printemps",
        "ne pourrait pas vivre sans",
        "a été payé avec",
        "se trouve encore à côté de",
        "avait été déplacé pour",
    ),
    (
        "neuf cents poutres de chêne",
        "une horloge qui a toujours été en retard",
        "la laine d’une soixantaine de moutons",
        "deux bateaux et une grue empruntée",
        "le toit de cuivre du grenier",
    ),
    (
        "et cela ne va pas changer dans les dix prochaines années",
        "alors que le conseil n’avait prévu que la moitié de la somme",
        "avant que la neige ne descende des collines",
        "pendant que les enfants des deux écoles regardaient",
        "pour que le marché se tienne de nouveau sous un toit",
    ),
    (
        "Le vieux pont de Carrouges reçoit neuf cents poutres",
        "Le bac des trois îles reprend la mer après la crue",
        "Une boulangère et son four traversent la rivière",
    ),
    ("Un toit pour le marché", "Ce que la rivière a laissé", "Soixante moutons et une horloge"),
    (
        "des poutres de chêne pour l’arche du sud",
        "du cuivre pour le toit du grenier",
        "un second bateau, si le premier prend l’eau",
    ),
    "Le saviez-vous ?",
    "Par ",
    ("Aline Rocheteau", "Yves du Marais", "Solène Kerbiriou"),
    (
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ),
    "{day} {month} {year}",
    ("", "Publié le "),
    ("CARROUGES", "PORT-NEUF"),
)

SPANISH = Tongue(
    "es",
    (
        "El viejo puente de Carrales",
        "Una panadera del barrio bajo",
        "El coro de los pescadores",
        "La barca de las tres islas",
        "El ingeniero que vive junto al canal",
    ),
    (
        "espera desde la primavera",
        "no podría vivir sin",
        "se pagó en su día con",
        "sigue estando al lado de",
        "tuvo que moverse por",
    ),
    (
        "novecientas vigas de roble",
        "un reloj que siempre ha ido con retraso",
        "la lana de unas sesenta ovejas",
        "dos barcos y una grúa prestada",
        "el tejado de cobre del granero",
    ),
    (
        "y eso no va a cambiar en los próximos diez años",
        "aunque el concejo solo había reservado la mitad del dinero",
        "antes de que la nieve baje de las colinas",
        "mientras los niños de las dos escuelas miraban",
        "para que el mercado vuelva a tener un techo",
    ),
    (
        "El viejo puente de Carrales recibe novecientas vigas",
        "La barca de las tres islas navega de nuevo tras la crecida",
        "Una panadera cruza el río con su horno",
    ),
    ("Un techo para el mercado", "Lo que dejó el río", "Sesenta ovejas y un reloj"),
    (
        "vigas de roble para el arco del sur",
        "cobre para el tejado del granero",
        "un segundo barco, por si el primero hace agua",
    ),
    "¿Sabías que…?",
    "Por ",
    ("Nuria Valdelomar", "Íñigo de la Fuente", "Berta Sotomayor"),
    (
        "enero",
        "febrero",
        "marzo",
        "abril",
        "mayo",
        "junio",
        "julio",
        "agosto",
        "septiembre",
        "octubre",
        "noviembre",
        "diciembre",
    ),
    "{day} de {month} de {year}",
    ("", "Publicado el "),
    ("CARRALES", "PUERTO NUEVO"),
)

PORTUGUESE = Tongue(
    "pt",
    (
        "A velha ponte de Carrais",
        "Uma padeira do bairro de baixo",
        "O coro dos pescadores",
        "A balsa das três ilhas",
        "O engenheiro que mora junto ao canal",
    ),
    (
        "espera desde a primavera por",
        "não poderia viver sem",
        "foi paga na época com",
        "ainda fica ao lado de",
        "teve de mudar por causa de",
    ),
    (
        "novecentas vigas de carvalho",
        "um relógio que sempre andou atrasado",
        "a lã de umas sessenta ovelhas",
        "dois barcos e um guindaste emprestado",
        "um telhado de cobre do celeiro",
    ),
    (
        "e isso não vai mudar nos próximos dez anos",
        "embora o conselho só tivesse reservado metade do dinheiro",
        "antes que a neve desça das colinas",
        "enquanto as crianças das duas escolas olhavam",
        "para que o mercado volte a ter um teto",
    ),
    (
        "A velha ponte de Carrais recebe novecentas vigas",
        "A balsa das três ilhas volta a navegar depois da cheia",
        "Uma padeira atravessa o rio com o seu forno",
    ),
    ("Um teto para o mercado", "O que o rio deixou", "Sessenta ovelhas e um relógio"),
    (
        "vigas de carvalho para o arco do sul",
        "cobre para o telhado do celeiro",
        "um segundo barco, se o primeiro fizer água",
    ),
    "Você sabia?",
    "Por ",
    ("Inês Cordovil", "Tomé dos Reis", "Lívia Brandão"),
    (
        "janeiro",
        "fevereiro",
        "março",
        "abril",
        "maio",
        "junho",
        "julho",
        "agosto",
        "setembro",
        "outubro",
        "novembro",
        "dezembro",
    ),
    "{day} de {month} de {year}",
    ("", "Publicado em "),
    ("CARRAIS", "PORTO NOVO"),
)

ITALIAN = Tongue(
    "it",
    (
        "Il vecchio ponte di Carrara Bassa",
        "Una fornaia della città vecchia",
        "Il coro dei pescatori",
        "Il traghetto delle tre isole",
        "L’ingegnere che abita sul canale",
    ),
    (
        "aspetta dalla primavera",
        "non potrebbe vivere senza",
        "era stato pagato con",
        "si trova ancora accanto a",
        "ha dovuto spostarsi per",
    ),
    (
        "novecento travi di quercia",
        "un orologio che è sempre andato piano",
        "la lana di una sessantina di pecore",
        "due barche e una gru in prestito",
        "il tetto di rame del granaio",
    ),
    (
        "e questo non cambierà nei prossimi dieci anni",
        "anche se il consiglio aveva messo da parte solo la metà dei soldi",
        "prima che la neve scenda dalle colline",
        "mentre i bambini delle due scuole stavano a guardare",
        "perché il mercato abbia di nuovo un tetto",
    ),
    (
        "Il vecchio ponte di Carrara riceve novecento travi",
        "Il traghetto delle tre isole riparte dopo la piena",
        "Una fornaia attraversa il fiume con il suo forno",
    ),
    ("Un tetto per il mercato", "Quello che il fiume ha lasciato", "Sessanta pecore e un orologio"),
    (
        "travi di quercia per l’arco del sud",
        "rame per il tetto del granaio",
        "una seconda barca, se la prima fa acqua",
    ),
    "Lo sapevate?",
    "di ",
    ("Ilaria Montebruno", "Ettore della Rovere", "Nives Cattaneo"),
    (
        "gennaio",
        "febbraio",
        "marzo",
        "aprile",
        "maggio",
        "giugno",
        "luglio",
        "agosto",
        "settembre",
        "ottobre",
        "novembre",
        "dicembre",
    ),
    "{day} {month} {year}",
    ("", "Pubblicato il "),
    ("CARRARA BASSA", "PORTO NUOVO"),
)

RUSSIAN = Tongue(
    "ru",
    (
        "Старый мост у Карповки",
        "Хор речных рыбаков",
        "Паром до трёх островов",
        "Каждый второй сад в долине",
        "Инженер, который живёт у канала",
    ),
    (
        "с весны ждёт, когда привезут",
        "не может обойтись без того, что здесь называют",
        "всё ещё стоит рядом с тем, что помнит",
        "едва не уступил место, когда на берег привезли",
    ),
    (
        "девятьсот дубовых балок",
        "часы, которые всю жизнь отстают",
        "шерсть шестидесяти овец",
        "две лодки и один кран",
        "медную крышу амбара",
    ),
    (
        "и в ближайшие десять лет это не изменится",
        "хотя совет выделил только половину денег",
        "до того как с холмов придёт снег",
        "пока на это смотрели дети из обеих школ",
        "чтобы рынок снова был под крышей",
    ),
    (
        "Старый мост у Карповки получит девятьсот новых балок",
        "Паром до трёх островов снова пошёл после паводка",
        "Пекарь переехал со своей печью за реку",
    ),
    ("Крыша для рынка", "Что оставила река", "Шестьдесят овец и одни часы"),
    (
        "дубовые балки для южной арки моста",
        "медь для крыши амбара",
        "вторая лодка, если первая потечёт",
    ),
    "Знаете ли вы?",
    "Автор: ",
    ("Лука Берёзин", "Анна Тихомирова", "Марк Заречный"),
    (
        "января",
        "февраля",
        "марта",
        "апреля",
        "мая",
        "июня",
        "июля",
        "августа",
        "сентября",
        "октября",
        "ноября",
        "декабря",
    ),
    "{day} {month} {year}",
    ("", "Опубликовано "),
    ("КАРПОВКА", "НОВЫЙ ПОРТ"),
)

GREEK = Tongue(
    "el",
    (
        "Η παλιά γέφυρα της Καρυάς",
        "Η χορωδία των ψαράδων",
        "Το πλοίο για τα τρία κάστρα",
        "Ο μηχανικός που μένει δίπλα στο κανάλι",
    ),
    (
        "περιμένει από την άνοιξη",
        "δεν μπορεί να ζήσει χωρίς",
        "βρίσκεται ακόμα κοντά σε",
        "πληρώθηκε τότε με",
    ),
    (
        "εννιακόσια δοκάρια από δρυ",
        "ένα ρολόι που πάντα πήγαινε πίσω",
        "το μαλλί από εξήντα πρόβατα",
        "δύο βάρκες και έναν δανεικό γερανό",
    ),
    (
        "και αυτό δεν θα αλλάξει τα επόμενα δέκα χρόνια",
        "αν και το συμβούλιο είχε μόνο τα μισά χρήματα",
        "πριν κατέβει το χιόνι από τους λόφους",
        "για να έχει και πάλι στέγη η αγορά",
    ),
    (
        "Η παλιά γέφυρα της Καρυάς παίρνει εννιακόσια δοκάρια",
        "Το πλοίο για τα τρία κάστρα ξεκινά πάλι μετά την πλημμύρα",
    ),
    ("Μια στέγη για την αγορά", "Τι άφησε πίσω του το ποτάμι"),
    ("δοκάρια για τη νότια καμάρα της γέφυρας", "χαλκός για τη στέγη της αποθήκης"),
    "Το ξέρατε;",
    "Γράφει η ",
    ("Μελπομένη Καραβά", "Ανδρόνικος Βλαστός"),
    (
        "Ιανουαρίου",
        "Φεβρουαρίου",
        "Μαρτίου",
        "Απριλίου",
        "Μαΐου",
        "Ιουνίου",
        "Ιουλίου",
        "Αυγούστου",
        "Σεπτεμβρίου",
        "Οκτωβρίου",
        "Νοεμβρίου",
        "Δεκεμβρίου",
    ),
    "{day} {month} {year}",
    ("", "Δημοσιεύθηκε: "),
    ("ΚΑΡΥΑ", "ΝΕΟ ΛΙΜΑΝΙ"),
)

POLISH = Tongue(
    "pl",
    (
        "Stary most w Karnowie",
        "Chór rzecznych rybaków",
        "Prom na trzy wyspy",
        "Co drugi sad w dolinie",
        "Inżynier, który mieszka nad kanałem",
    ),
    (
        "od wiosny czeka na",
        "nie może się obejść bez tego, co nazywają tu",
        "wciąż stoi obok miejsca, w którym są",
        "został kiedyś opłacony za",
    ),
    (
        "dziewięćset dębowych belek",
        "zegar, który od zawsze się spóźnia",
        "wełnę sześćdziesięciu owiec",
        "dwie łodzie i pożyczony dźwig",
    ),
    (
        "i to się nie zmieni przez następne dziesięć lat",
        "choć rada miała tylko połowę pieniędzy",
        "zanim ze wzgórz zejdzie śnieg",
        "tak aby targ znów miał dach nad głową",
    ),
    (
        "Stary most w Karnowie dostanie dziewięćset belek",
        "Prom na trzy wyspy znowu pływa po powodzi",
    ),
    ("Dach dla targu", "Co zostawiła rzeka", "Sześćdziesiąt owiec i zegar"),
    ("dębowe belki na południowy łuk mostu", "miedź na dach spichlerza"),
    "Czy wiesz, że?",
    "Autor: ",
    ("Oskar Wilk", "Jagna Mroczek"),
    (
        "stycznia",
        "lutego",
        "marca",
        "kwietnia",
        "maja",
        "czerwca",
        "lipca",
        "sierpnia",
        "września",
        "października",
        "listopada",
        "grudnia",
    ),
    "{day} {month} {year}",
    ("", "Opublikowano: "),
    ("KARNOWO", "NOWY PORT"),
)

CHINESE = Tongue(
    "zh",
    ("卡罗的老石桥", "下城的一位面包师傅", "渔民们的合唱团", "开往三座小岛的渡船", "住在运河边的工程师"),
    ("从春天起就一直在等待着", "这些年来已经离不开", "直到今天仍然守在那里看着", "当年就是用来换取"),
    ("九百根新的橡木梁", "一座从来都走得太慢的大钟", "六十只羊身上剪下来的羊毛", "两条船和一台借来的吊车"),
    (
        "，而这在未来十年里都不会改变",
        "，虽然议会只拨出了一半的钱",
        "，在雪从山上下来以前就要完成",
        "，好让集市又能够在屋顶下举行",
    ),
    ("卡罗的老石桥将换上九百根新木梁", "开往三座小岛的渡船在洪水之后重新起航"),
    ("给集市一个屋顶", "河水留下了什么", "六十只羊和一座钟"),
    ("给桥的南拱准备的橡木梁", "给粮仓屋顶准备的铜"),
    "你知道吗？",
    "记者 ",
    ("孟德胜", "苏见青"),
    tuple(f"{n}月" for n in range(1, 13)),
    "{year}年{month}{day}日",
    ("", "发布时间："),
    ("卡罗", "新港"),
    blank="",
    stop="。",
)

TONGUES = (
    ENGLISH,
    GERMAN,
    FRENCH,
    SPANISH,
    PORTUGUESE,
    ITALIAN,
    RUSSIAN,
    GREEK,
    POLISH,
    CHINESE,
)

TITLES = (
    "Potholes to be filled by hand, says county",
    "Ten soups for a cold kitchen",
    "Goalkeeper signs for two more seasons",
    "Rain on the way for most of the week",
    "Museum finds a dinosaur behind the boiler",
    "School bus route 9 goes electric",
    "Five beaches without a car park",
)
"""Headlines of other stories, as they stand in menus and lists of links. None shares a word that matters with
the stories above."""

COMMENTS = (
    "I was there in 1987 and nobody said a word about it.",
    "lol good luck with that",
    "Typical. They never ask the people who live here!!",
    "Great read, thank you.",
)
"""What readers write below."""

MENU = (
    "Home",
    "News",
    "Weather",
    "Sport",
    "Culture",
    "Politics",
    "Business",
    "Travel",
    "Food",
    "Puzzles",
    "Jobs",
    "Obituaries",
)
"""The sections of a paper."""
