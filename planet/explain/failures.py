"""What stopped a blog, in one line that asks for no technical knowledge; the technical words follow in brackets."""

from planet.i18n import Language
from planet.model import Failure, History, Trouble


def failure(what: Failure | History, language: Language) -> str:
    """Return one sentence, without the blog's name or address; empty for a history without trouble."""
    if what.trouble is None:
        return ""
    sentence = _status(what.status, language) if what.trouble is Trouble.STATUS else _sentence(what.trouble, language)
    words = [str(what.status)] if what.status else []
    if what.detail:
        words.append(detail(what.detail, language))
    if words:
        sentence = f"{sentence.rstrip('.')} ({', '.join(words)})."
    if isinstance(what, Failure) and what.feeds:
        sentence += " " + language.gettext("The page there names this feed: %(feed)s") % {"feed": what.feeds[0]}
    return sentence


def _sentence(trouble: Trouble, language: Language) -> str:
    """Return the sentence of a kind of trouble."""
    gettext = language.gettext
    return {
        Trouble.DNS: gettext("Its host name is unknown: the address is wrong, or the site is gone."),
        Trouble.REFUSED: gettext("Its server cannot be reached: nothing answers at this address."),
        Trouble.TIMEOUT: gettext("Its server did not answer in time."),
        Trouble.TLS: gettext("No secure connection could be made: its certificate or its encryption is at fault."),
        Trouble.NETWORK: gettext("The connection failed before the whole answer had come."),
        Trouble.STATUS: gettext("Its server answered with an error."),
        Trouble.LATER: gettext(
            "Its server is overloaded or asks to be left alone for a while; it will be asked again later."
        ),
        Trouble.GONE: gettext("Its feed is gone for good, says its server; it is never asked again, its posts stay."),
        Trouble.BLOCKED: gettext(
            "Its server refuses us: a password, a ban or a page that checks visitors stands before the feed."
        ),
        Trouble.REDIRECT: gettext("Its address leads on and on and cannot be followed to a feed."),
        Trouble.ADDRESS: gettext(
            "It leads to an address that must not be asked: a private one, or one outside the web."
        ),
        Trouble.TOO_LARGE: gettext("What it sends is larger than the limit (max_size); it was not read."),
        Trouble.ENCODING: gettext("Its answer is compressed in a way that cannot be undone, or is damaged."),
        Trouble.FILE: gettext("Its file cannot be read."),
        Trouble.NOT_A_FEED: gettext("There is no feed at this address."),
        Trouble.UNREADABLE: gettext("Its feed is too damaged to be read."),
        Trouble.CRASH: gettext("Nuage failed on this blog: a defect, please report it."),
    }.get(trouble, gettext("Its server answered with an error."))


def _status(status: int | None, language: Language) -> str:
    """Return the sentence of an HTTP status that has no kind of its own (RFC 9110 section 15)."""
    gettext = language.gettext
    if status == 404:
        return gettext("There is nothing at this address (not found): the feed has moved or was removed.")
    if status is not None and 400 <= status < 500:
        return gettext("Its server does not accept the request: the address is probably wrong.")
    if status is not None and status >= 500:
        return gettext("Its server has an error of its own; its keeper may not know.")
    return gettext("Its server gave an unexpected answer without a feed.")


def detail(words: str, language: Language) -> str:
    """Return the technical words of a failure in the reader's language, where they are among the usual ones."""
    gettext = language.gettext
    usual = {
        "certificate expired": gettext("certificate expired"),
        "certificate not yet valid": gettext("certificate not yet valid"),
        "certificate self-signed": gettext("certificate self-signed"),
        "certificate from an unknown issuer": gettext("certificate from an unknown issuer"),
        "certificate revoked": gettext("certificate revoked"),
        "certificate for another host": gettext("certificate for another host"),
        "certificate not valid": gettext("certificate not valid"),
        "no TLS at this port": gettext("no TLS at this port"),
        "TLS version too old": gettext("TLS version too old"),
        "TLS handshake failed": gettext("TLS handshake failed"),
        "connection refused": gettext("connection refused"),
        "connection closed by the server": gettext("connection closed by the server"),
        "host unreachable": gettext("host unreachable"),
        "no such host": gettext("no such host"),
        "no complete answer in time": gettext("no complete answer in time"),
        "answer cut short": gettext("answer cut short"),
        "not an HTTP answer": gettext("not an HTTP answer"),
        "redirect loop": gettext("redirect loop"),
        "too many redirects": gettext("too many redirects"),
        "redirect without an address": gettext("redirect without an address"),
        "not a web address": gettext("not a web address"),
        "not a usable address": gettext("not a usable address"),
        "not a regular file": gettext("not a regular file"),
        "its host asked to wait": gettext("its host asked to wait"),
        "the compressed document ends too early": gettext("the compressed document ends too early"),
    }
    if words in usual:
        return usual[words]
    who = words.removeprefix("challenge page of ")
    if who != words:
        return gettext("challenge page of %(who)s") % {"who": who}
    where = words.removesuffix(" is a private address")
    if where != words:
        return gettext("%(address)s is a private address") % {"address": where}
    return words
