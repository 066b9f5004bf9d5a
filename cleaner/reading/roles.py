"""What the class and id of an element say of its role, in a small vocabulary of our own."""

from __future__ import annotations

import re
from functools import lru_cache

_ROLES = {
    "comments": "comment comments commenting commentform respond disqus reply replies discussion akismet feedback "
    "kommentare kommentar komentarze commentaires comentarios commenti",
    "share": "share sharing shares sharebar social socials sharedaddy facebook twitter pinterest linkedin instagram "
    "whatsapp telegram follow addtoany addthis sharethis",
    "related": "related recommended recommendations recommendation recirc recirculation trending popular latest "
    "recent outbrain taboola mostread suggestions suggested readmore upnext",
    "teaser": "card cards carousel slider swiper slide tile tiles teaser teasers loop listing archive posts promo "
    "promos feed stories thumbnails",
    "subscribe": "newsletter newsletters subscribe subscription subscriptions signup optin mailchimp mailing "
    "newsletterbox donate donation",
    "paywall": "paywall regwall piano premium metered subscriber",
    "consent": "cookie cookies consent gdpr ccpa onetrust cookiebot cmp",
    "advert": "ad ads advert adverts advertisement advertising adsense adslot dfp sponsor sponsored sponsors "
    "affiliate banner",
    "navigation": "nav navbar navigation menu menus submenu megamenu subnav breadcrumb breadcrumbs pagination pager "
    "dropdown burger hamburger topbar skip toolbar tabs tab flyout sitemap subnavigation",
    "footer": "footer foot colophon copyright subfooter",
    "header": "header masthead topbar siteheader",
    "sidebar": "sidebar aside rail secondary widget widgets complementary",
    "byline": "byline author authors vcard writer autor auteur bylines contributor contributors",
    "date": "date dates published updated time timestamp datetime pubdate duration",
    "biography": "bio biography profile authorbox",
    "tags": "tags tag taxonomy topics topic categories category keywords labels",
    "meta": "meta metadata postmeta views count eyebrow kicker overline rating ratings stats tagline",
    "caption": "caption captions credit credits figcaption attribution pie didascalia bildunterschrift legende leyenda "
    "bildtext",
    "media": "gallery video videos player youtube podcast audio vimeo jwplayer",
    "embed": "embed embedded tweet iframe oembed",
    "interface": "btn button buttons cta ctas toggle icon icons input submit field fields form gform select search "
    "searchform login account cart tooltip notification toast trigger close actions action toolbox print filter "
    "controls",
    "overlay": "popup modal overlay popover drawer lightbox dialog interstitial",
    "legal": "disclaimer legal policy privacy terms",
    "headline": "headline title",
    "standfirst": "standfirst dek deck subtitle subhead subheadline subheading lede excerpt summary intro lead "
    "description chapeau sapo",
    "unseen": "hidden hide sr visually screenreader offscreen invisible collapsed",
    "poll": "poll quiz vote survey",
    "article": "article entry hentry post story single blogpost",
    "body": "content body text prose richtext rich articlebody paragraph copy wysiwyg entrycontent storytext",
    "main": "main primary",
    "box": "box inset factbox infobox callout note highlight pullquote quote",
    "logo": "logo brand branding",
}
"""The words of class names and ids that tell what an element is for, as the sites of news and blogs write them:
those that stood in the markup of many sites, and on most of them on one side of the body's edge."""

ROLE_NAMES: tuple[str, ...] = tuple(_ROLES)
"""The roles."""

_ROLE = {word: role for role, words in _ROLES.items() for word in words.split()}

_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_NONE: frozenset[str] = frozenset()

LONGEST = 300
"""Characters of a class and id that are looked at; real ones are far shorter."""


def role_words(classes: str, name: str) -> frozenset[str]:
    """The roles that the attributes `class` and `id` name, from a fixed vocabulary."""
    return _roles(classes[:LONGEST], name[:LONGEST])


@lru_cache(maxsize=20_000)
def _roles(classes: str, name: str) -> frozenset[str]:
    found = {_ROLE.get(word.lower()) for word in _WORD.findall(f"{classes} {name}")}
    found.discard(None)
    return frozenset(x for x in found if x) if found else _NONE
