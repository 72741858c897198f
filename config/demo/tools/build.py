#!/usr/bin/env python3
# -*- coding: utf-8 -*-
"""Builds the demo feeds.  python3 tools/build.py [--until 2026-11-20] [--base http://localhost:8642]
Everything is written for this project; nothing here comes from a third party.
Same seed, same date, same base -> byte-identical output."""
import argparse, calendar, csv, urllib.parse, datetime as dt, hashlib, html, os, random, re, struct, sys, unicodedata, zlib
from zoneinfo import ZoneInfo
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from tags import TAGS
from feeds import FEEDS, HINTS, CROSS
from long import LONG
import pools, content_fr1, content_fr2, content_fr3, content_en
HERE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
ap = argparse.ArgumentParser()
ap.add_argument('--until', default='2026-11-20'); ap.add_argument('--base', default='http://localhost:8642')
ap.add_argument('--out', default=HERE); A = ap.parse_args()
UNTIL = dt.date.fromisoformat(A.until); BASE = A.base.rstrip('/')
def month_shift(d, n):
    m = d.month - 1 + n; return dt.date(d.year + m // 12, m % 12 + 1, 1)
START = month_shift(UNTIL, -23)            # first day of the first of 24 months
POSTS = {}
for m in (content_fr1, content_fr2, content_fr3, content_en):
    for k, v in m.POSTS.items():
        rows = []
        for l in v.strip().split('\n'):
            kind, hint, title, tags, text = l.split('|'); rows.append(dict(kind=kind, hint=hint, title=title, concepts=tags.split(','), text=text))
        POSTS[k] = rows
TZ = {'fr': ZoneInfo('Europe/Paris'), 'en': ZoneInfo('America/Toronto')}
JOURS = ['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi']; HEURES = ['10 h', '12 h 30', '13 h', '14 h', '16 h 30', '18 h']
SALLES = ['salle 104', 'salle de formation', "salle d'animation", 'au premier étage', "dans le hall d'accueil"]
DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Saturday']; HOURS = ['10 a.m.', '12:30 p.m.', '2 p.m.', '6:30 p.m.', '7 p.m.']
ROOMS = ['Meeting Room B', 'the reading room', 'the community room', 'the second-floor lab']
# rhythm: weight of each month
RHYTHM = {'univ': [0, .9, .8, 1, .7, 1, 1, .05, .12, 1.6, 1.5, 1.2, .6], 'public': [0, 1, .9, 1, 1, 1, .9, .45, .25, 1.2, 1.2, 1.1, 1],
          'en': [0, 1, 1, 1, 1, 1, .9, .8, .6, 1.1, 1.2, 1, .7]}
PUBLIC = {'jeunesse', 'coeurs', 'bulles', 'platine', 'stau', 'atelier_num', 'autrement'}
R0 = random.Random(20260101)

# ------------------------------------------------------------------ texts
SANTE = {'orthophonie', 'ifsi', 'sagesfemmes', 'nutrition', 'pharma'}
def pool_for(fid, lang, kind, concepts):
    c = set(concepts)
    if lang == 'en': return pools.EN['Nc'] if kind == 'N' and 'e_hours' in c else pools.EN[kind]
    F = pools.FR
    if kind == 'a':
        if {'ebook', 'revue'} & c: return F['a_num']
        if fid in PUBLIC or {'roman', 'bd', 'manga', 'polar', 'ete'} & c: return F['a_loisir']
        if {'anatomie', 'jeux'} & c and 'pret' in c or 'jeux' in c: return F['a_objet']
        if {'numerisation', 'bibnum'} & c: return F['v_pro']
        return F['a_liste']
    if kind == 'p': return F['x'] if {'fermeture', 'horaires'} & c else F['p']
    if kind == 'v':
        if fid == 'stau': return F['v_gen'] if 'genealogie' in c else F['oh_doc']
        if fid == 'autrement': return F['v_acces']
        if fid == 'atelier_num': return F['v_num']
        if fid in PUBLIC: return F['vl']
        if fid in ('notices', 'bibnum', 'patrimoine'): return F['v_pro']
        if fid == 'droit': return F['v_droit']
        if fid == 'lettres': return F['v_lettres']
        return F['v_sante'] if fid in SANTE else F['v_sci']
    if kind == 'o':
        if fid == 'stau': return F['oh_photo'] if {'photo', 'cartespostales'} & c else F['oh_doc']
        if 'botanique' in c: return F['ob']
        if {'reliure', 'provenance', 'restauration'} & c: return F['or']
        if {'manuscrit', 'archives', 'presse'} & c: return F['oa']
        if {'gravure', 'anatomie'} & c: return F['og']
        return F['op']
    if kind == 'u': return F['un'] if {'hal', 'orcid', 'nonclasse', 'edition', 'bibliometrie', 'droitauteur'} & c else F['u']
    if kind == 't': return F['t_rech'] if {'recherchedoc', 'pubmed', 'memoire'} & c else F['tp']
    if kind == 'c':
        if {'albums', 'bd', 'manga'} & c: return F['cb']
        if fid == 'platine': return F['cm']
        if 'vulgarisation' in c: return F['cb']
    return F[kind]
LEN = {'o': (95, 165), 'H': (95, 160), 'v': (60, 100), 'k': (60, 100), 't': (60, 100), 'u': (60, 90), 'c': (60, 90), 'L': (56, 85)}
NB = ['deux', 'trois', 'quatre', 'cinq', 'six']; ORD = ['deuxième', 'troisième', 'quatrième']; GROS = ['neuf', 'onze', 'douze', 'quinze', 'vingt']
USED = set()
class Cycle:
    """Shuffled use of a pool so that a blog repeats itself as late as possible."""
    def __init__(s, rng): s.rng, s.q = rng, {}
    def take(s, pool, part):
        k = (id(pool), part)
        if not s.q.get(k): s.q[k] = pool[part][:]; s.rng.shuffle(s.q[k])
        return s.q[k].pop()
def words(t): return len(re.findall(r'\w+', t))
def compose(f, p, rng, cyc):
    """-> list of blocks: ('p', text) or ('ul', [items])"""
    pool = pool_for(f['id'], f['lang'], p['kind'], p['concepts']); s = dict(f['slots']); s.setdefault('lieu', ''); s.setdefault('public', ''); s.setdefault('equipe', '')
    if f['lang'] == 'fr': s.update(n=rng.choice(NB), n2=rng.choice(ORD), gros=rng.choice(GROS), jour=rng.choice(JOURS), heure=rng.choice(HEURES), salle=rng.choice(SALLES), cat='le catalogue')
    else: s.update(jour=rng.choice(DAYS), heure=rng.choice(HOURS), salle=rng.choice(ROOMS))
    blocks = []
    for para in p['text'].split('¶'):
        bits = [b.strip() for b in para.split('•')]
        if bits[0]: blocks.append(('p', bits[0]))
        if len(bits) > 1: blocks.append(('ul', bits[1:]))
    lo, hi = LEN.get(p['kind'], (55, 72)); target = rng.randint(lo, hi)
    for t in LONG.get(p['title'], ()): blocks.append(('p', t)); USED.add(p['title'])
    n = sum(words(b if k == 'p' else ' '.join(b)) for k, b in blocks); used = set()
    while (n < target or n < 52) and len(used) < min(len(pool['m']), 4):
        t = cyc.take(pool, 'm')
        if t in used: continue
        used.add(t); t = t.format(**s); blocks.append(('p', t)); n += words(t)
    blocks.append(('p', cyc.take(pool, 'c').format(**s)))
    return blocks

# ------------------------------------------------------------------ dates
def months(): return [month_shift(START, i) for i in range(24)]
def rand_dt(rng, first, lang, until, day=None):
    last = calendar.monthrange(first.year, first.month)[1]
    for k in range(200):
        d = dt.date(first.year, first.month, rng.randint(max(1, day - 3), day) if day and k < 100 else rng.randint(1, last))
        if d > until or d < START: continue
        if d.weekday() == 6 or (d.weekday() == 5 and rng.random() < .75): continue
        if lang == 'fr' and ((d.month, d.day) in ((5, 1), (5, 8), (7, 14), (11, 1), (11, 11), (12, 25), (1, 1)) or (d.month == 8 and d.day < 22 and rng.random() < .8) or (d.month == 12 and d.day > 23) or (d.month == 7 and d.day > 14 and rng.random() < .7)): continue
        h = rng.choice([8, 9, 9, 10, 10, 11, 11, 12, 14, 14, 15, 16, 16, 17, 18, 6]); mi = rng.choice([0, 0, 0, 15, 30, 30, 45] + list(range(60)))
        return dt.datetime(d.year, d.month, d.day, h, mi, 0 if mi % 15 == 0 else rng.randint(0, 59), tzinfo=TZ[lang])
    return None
def hint_months(h):
    m = int(h[:2]); c = [x for x in months() if x.month == m]
    if h.endswith('a'): c = c[:1]
    elif h.endswith('b'): c = c[-1:]
    return c
def assign_dates(f, rows, rng):
    until = UNTIL; ms = months()
    if f.get('dormant'): until = month_shift(UNTIL, -16) - dt.timedelta(days=12); ms = [m for m in ms if m <= until]
    w = RHYTHM['en' if f['lang'] == 'en' else 'public' if f['id'] in PUBLIC else 'univ']
    late = {'bibnum': 8, 'doctorants': 5, 'bulles': 3, 'autrement': 6}.get(f['id'], 0); ms = ms[late:]      # some blogs are younger
    free = []
    for p in rows:
        h = '' if p['hint'] == '-' else p['hint']
        for k, v in HINTS.items():
            if v and k in p['title']: h = v
        p['dt'] = None
        if h:
            h, _, day = h.partition('@'); c = [m for m in hint_months(h) if m in ms]
            if c: p['dt'] = rand_dt(rng, rng.choice(c), f['lang'], until, int(day) if day else None)
        if p['dt'] is None: free.append(p)
    tot = [w[m.month] for m in ms]
    if f['id'] == 'histmed': tot = [0 if m in ms[9:13] else t for m, t in zip(ms, tot)]        # a long silence
    for p in free:
        while p['dt'] is None: p['dt'] = rand_dt(rng, rng.choices(ms, tot)[0], f['lang'], until)
    rows.sort(key=lambda p: p['dt'])

# ------------------------------------------------------------------ tags
def choose_tags(f, rows, rng):
    home = {}
    for p in rows:
        out = []
        for c in p['concepts']:
            v = TAGS[c]
            if c not in home: home[c] = rng.choices(v, [5] + [3] * (len(v) - 1))[0]
            t = home[c] if rng.random() < .68 else rng.choice(v)
            if t not in out: out.append(t); TRUTH.setdefault((t, f['lang']), {}).setdefault(c, []).append(f['id'])
        if rng.random() < .16 and len(p['concepts']) > 1:           # two spellings of the same thing on one post
            c = rng.choice(p['concepts']); t = rng.choice(TAGS[c])
            if t not in out: out.append(t); TRUTH.setdefault((t, f['lang']), {}).setdefault(c, []).append(f['id'])
        if f['id'] == 'platine': out = [unicodedata.normalize('NFD', t) if rng.random() < .25 else t for t in out]
        if f['id'] == 'doctorants' and rng.random() < .3: out = ['#' + re.sub(r"[ '’]", '', t).lower() if i == 0 and ' ' in t else t for i, t in enumerate(out)]
        if f['id'] == 'lettres' and rng.random() < .2 and len(out) > 1: out = [', '.join(out)]      # wrong separator: one category with a comma
        if f['id'] in ('teens', 'jeunesse') and rng.random() < .2: out = [t + ' ' for t in out]      # trailing blank
        rng.shuffle(out); p['tags'] = out
TRUTH = {}

# ------------------------------------------------------------------ html
def nbsp_fr(t, ch='\u00a0'):
    t = re.sub(r' ([:;?!»])', ch + r'\1', t); return re.sub('« ', '«' + ch, t)
def curly(t): return re.sub(r"(?<=\w)'(?=\w)", '’', t)
def inline(t): return re.sub(r'_([^_]+)_', r'<em>\1</em>', t)
def plain(t): return re.sub(r'_([^_]+)_', r'\1', t)
def esc(t): return html.escape(t, quote=False)
def x(t): return html.escape(t, quote=True)
def cdata(t): return '<![CDATA[' + t.replace(']]>', ']]]]><![CDATA[>') + ']]>'
def slug(t):
    t = unicodedata.normalize('NFD', plain(t)).encode('ascii', 'ignore').decode().lower(); return re.sub(r'[^a-z0-9]+', '-', t).strip('-')[:60].strip('-')
LINKWORDS = {'fr': ['la page dédiée', 'le mode d’emploi', 'le formulaire en ligne', 'le guide complet'], 'en': ['the full guide', 'the details page', 'the online form']}
def body(f, p, rng, style):
    """style: wp, block, hypo, dc, spip, drupal, blogger, typepad, xhtml"""
    fr = f['lang'] == 'fr'; out = []
    def tx(t):
        t = inline(esc(t))
        if style in ('wp', 'block', 'hypo', 'spip', 'xhtml', 'overblog'): t = curly(t)
        if fr and style in ('wp', 'block', 'hypo'): t = nbsp_fr(t)
        if fr and style in ('spip',): t = nbsp_fr(t, '&nbsp;')
        if fr and style == 'overblog' and rng.random() < .5: t = nbsp_fr(t, '&nbsp;')
        return t
    pa = '<p>' if style not in ('block', 'xhtml') else '<p class="wp-block-paragraph">'
    blocks = p['blocks']; img = p.get('img')
    for i, (k, b) in enumerate(blocks):
        if k == 'p':
            t = tx(b)
            if i == len(blocks) - 1 and rng.random() < .45 and p['kind'] not in ('o', 'H', 'c'):
                w = rng.choice(LINKWORDS[f['lang']]); href = ('/post/' if style == 'dc' else '/') + 'pages/' + slug(w)
                if style not in ('dc', 'spip', 'drupal'): href = 'https://' + f['host'] + href            # Dotclear, SPIP, Drupal: relative links, as they come
                if style == 'spip': href = 'spip.php?rubrique%d' % rng.randint(2, 19)
                t += (' Voir ' if fr else ' See ') + f'<a href="{href}">{w if style in ("wp","block","hypo","spip") else w.replace("’", chr(39))}</a>.'
            if style == 'blogger': out.append('<div style="text-align: justify;">' + t + '</div><div><br /></div>' if rng.random() < .55 else t + '<br /><br />')
            elif style == 'typepad' and rng.random() < .15: out.append('<p><span style="font-family: arial,helvetica,sans-serif;">' + t + '</span></p>')
            elif style == 'drupal' and rng.random() < .15: out.append('<p class="text-align-justify">' + t + '</p>')
            elif style == 'wp' and f['id'] == 'auteurs' and rng.random() < .1: out.append('<p><span style="font-family: Calibri; mso-fareast-language: FR;">' + t + '</span></p>')      # pasted from a word processor
            else: out.append(pa + t + '</p>')
        else:
            li = ''.join(('<li>' + tx(i2) + '</li>') + ('\n' if style in ('wp', 'hypo') else '') for i2 in b)
            out.append(('<ul class="wp-block-list">' if style in ('block', 'xhtml') else '<ul class="spip">' if style == 'spip' else '<ul>') + ('\n' if style in ('wp', 'hypo') else '') + li + '</ul>')
        if i == 0 and img:
            src = f'{BASE}/img/{img}'; alt = rng.choice(['', 'Illustration' if fr else 'Illustration', None])
            a = '' if alt is None else f' alt="{alt}"'
            if style in ('wp', 'hypo'): out.insert(1, f'<p><a href="{src}"><img class="aligncenter size-medium wp-image-{rng.randint(300, 4000)}" src="{src}"{a} width="480" height="270" /></a></p>')
            elif style in ('block', 'xhtml'): out.insert(1, f'<figure class="wp-block-image size-large"><img src="{src}"{a or " alt=" + chr(34)*2} /></figure>')
            elif style == 'blogger': out.insert(0, f'<div class="separator" style="clear: both; text-align: center;"><a href="{src}" imageanchor="1" style="margin-left: 1em; margin-right: 1em;"><img border="0" height="180" src="{src}" width="320" /></a></div>')
            elif style == 'typepad': out.insert(0, f'<p><a class="asset-img-link" href="{src}" style="float: left;"><img{a or " alt=" + chr(34)*2} class="asset asset-image" src="{src}" style="margin: 0px 5px 5px 0px;" /></a></p>')
    sep = '\n' if style in ('wp', 'hypo', 'spip', 'dc') else '\n\n\n\n' if style in ('block', 'xhtml') else ''
    return sep.join(out)
def text_only(p, n=55):
    t = ' '.join(plain(b if k == 'p' else ' – '.join(b)) for k, b in p['blocks']); w = t.split(); return ' '.join(w[:n]), len(w) > n

# ------------------------------------------------------------------ date formats
def rfc822(d, tz=None): d = d.astimezone(tz) if tz else d; return d.strftime('%a, %d %b %Y %H:%M:%S ') + d.strftime('%z')
def utc(d): return d.astimezone(dt.timezone.utc)
def iso_z(d): return utc(d).strftime('%Y-%m-%dT%H:%M:%SZ')
def iso_off(d, ms=False): s = d.strftime('%Y-%m-%dT%H:%M:%S') + ('.%03d' % (d.second * 13 % 1000) if ms else ''); z = d.strftime('%z'); return s + z[:3] + ':' + z[3:]
def hexid(*a): return hashlib.md5('|'.join(map(str, a)).encode()).hexdigest()

# ------------------------------------------------------------------ platforms
def link_for(f, p):
    d = p['dt']; s = p['slug']; h = 'https://' + f['host']
    if f['pf'].startswith(('wp', 'hypo')) and f['pf'] != 'wp-xhtml':
        return f"{h}/{p['num']}" if f['pf'].startswith('hypo') else f"{h}/{d:%Y/%m/%d}/{s}/"
    if f['pf'] == 'wp-xhtml': return f"{h}/{f['id']}/{d:%Y/%m}/{s}/"
    if f['pf'].startswith('dc'): return f"{h}/post/{d:%Y/%m/%d}/" + urllib.parse.quote(re.sub(r'[^\w-]+', '-', plain(p['title'])).strip('-')[:70])
    if f['pf'].startswith('spip'): return f"{h}/spip.php?article{p['num']}"
    if f['pf'] == 'overblog': return f"{h}/{d:%Y/%m}/{s}.html"
    if f['pf'].startswith('drupal'): return f"{h}/node/{p['num']}" if f['pf'] == 'drupal7' and p['num'] % 3 else f"{h}/blog/{s}"
    if f['pf'].startswith('blogger'): return f"http://{f['host']}/{d:%Y/%m}/{s[:39].strip('-')}.html"
    if f['pf'].startswith('typepad'): return f"https://{f['host']}/{f.get('path', 'blog')}/{d:%Y/%m}/{s[:30].strip('-')}.html"
def feed_wp(f, rows, rng, fb=False, com=False):
    h = 'https://' + f['host']; blk = f['pf'] == 'wp-block'; last = max(p['upd'] or p['dt'] for p in rows); fr = f['lang'] == 'fr'
    ns = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"\n\txmlns:wfw="http://wellformedweb.org/CommentAPI/"\n\txmlns:dc="http://purl.org/dc/elements/1.1/"\n\txmlns:atom="http://www.w3.org/2005/Atom"\n\txmlns:sy="http://purl.org/rss/1.0/modules/syndication/"\n\txmlns:slash="http://purl.org/rss/1.0/modules/slash/"'
    if fb: ns += '\n\txmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0"'
    if com: ns += '\n\txmlns:georss="http://www.georss.org/georss"\n\txmlns:geo="http://www.w3.org/2003/01/geo/wgs84_pos#"\n\txmlns:media="http://search.yahoo.com/mrss/"'
    o = ['<?xml version="1.0" encoding="UTF-8"?>' + ('<rss version="2.0"' if com or blk else '\n<rss version="2.0"') + '\n\t' + ns + '\n\t>\n\n<channel>',
         f'\t<title>{x(curly(f["title"]))}</title>', f'\t<atom:link href="{h}/feed/" rel="self" type="application/rss+xml" />', f'\t<link>{h}{"/" if fb else ""}</link>',
         f'\t<description>{x(curly(f["sub"]))}</description>', f'\t<lastBuildDate>{rfc822(last, dt.timezone.utc)}</lastBuildDate>', f'\t<language>{"fr-FR" if fr else "en-CA"}</language>',
         '\t<sy:updatePeriod>\n\thourly\t</sy:updatePeriod>\n\t<sy:updateFrequency>\n\t1\t</sy:updateFrequency>', f'\t<generator>{"http://wordpress.com/" if com else "https://wordpress.org/?v=" + ("6.8.3" if blk else "6.4.7" if not fb else "5.9.12")}</generator>']
    if blk: o.append(f'\n<image>\n\t<url>{BASE}/img/favicon.png</url>\n\t<title>{x(f["title"])}</title>\n\t<link>{h}</link>\n\t<width>32</width>\n\t<height>32</height>\n</image> ')
    if fb: o.append(f'\t<feedburner:info uri="{f["id"]}" /><atom:link rel="hub" href="https://pubsubhubbub.example/" />')
    for p in reversed(rows):
        l = p['link']; b = body(f, p, rng, 'block' if blk else 'wp'); ex, more = text_only(p); ex = curly(ex); ex = nbsp_fr(ex) if fr else ex
        desc = '<p>' + esc(ex) + (' [&#8230;]' if more else '') + '</p>\n'
        if blk: foot = f'<p>L’article <a href="{l}">{esc(curly(plain(p["title"])))}</a> est apparu en premier sur <a href="{h}">{esc(f["title"])}</a>.</p>\n' if fr else f'<p>The post <a href="{l}">{esc(plain(p["title"]))}</a> appeared first on <a href="{h}">{esc(f["title"])}</a>.</p>\n'; desc += foot; b += '\n' + foot
        if fb: b += f'<div class="feedflare">\n<a href="{l}?a=1"><img src="{BASE}/img/flare.png" border="0"></img></a></div><img src="{BASE}/img/pixel.png" height="1" width="1" alt=""/>'
        if com: b += f'<img alt="" border="0" src="{BASE}/img/pixel.png?host={f["host"]}&#038;blog=2001&#038;post={p["num"]}" width="1" height="1" />'
        t = curly(plain(p['title'])); t = nbsp_fr(t) if fr else t
        t = x(t).replace('’', '&#8217;').replace('«', '&#171;').replace('»', '&#187;').replace('\u00a0', '&#160;')
        if 'Frankenstein' in p['title']: t = x('Relire <em>Frankenstein</em> en 2026')          # markup in a title, escaped once
        c = p['comments']
        it = ['\t<item>', f'\t\t<title>{t}</title>', f'\t\t<link>{"http://feedproxy.example/~r/" + f["id"] + "/~3/" + hexid(l)[:11] + "/" if fb else l}</link>']
        if fb: it.append(f'\t\t')
        it += [f'\t\t\t\t\t<comments>{l}#{"comments" if c else "respond"}</comments>', '', f'\t\t<dc:creator>{cdata(p["author"])}</dc:creator>', f'\t\t<pubDate>{rfc822(p["dt"], dt.timezone.utc)}</pubDate>']
        cats = ([f['cat']] if f['cat'] else []) + p['tags']
        it += ['\t\t\t\t' + ''.join(f'<category>{cdata(k)}</category>\n\t\t' for k in cats)]
        it += [f'\t\t<guid isPermaLink="false">{p["guid"]}</guid>', '', f'\t\t\t\t\t<description>{cdata(desc)}</description>', f'\t\t\t\t\t\t\t\t\t\t<content:encoded>{cdata(b)}</content:encoded>', '\t\t\t\t\t',
               f'\t\t\t\t\t<wfw:commentRss>{l}feed/</wfw:commentRss>', f'\t\t\t<slash:comments>{c}</slash:comments>']
        if com:
            it.append('\t\t<georss:point>48.692100 6.184400</georss:point><geo:lat>48.692100</geo:lat><geo:long>6.184400</geo:long>') if p['num'] % 5 == 0 else None
            it.append(f'\t\t<media:content url="https://0.gravatar.example/avatar/{hexid(p["author"])}?s=96&#38;d=identicon&#38;r=G" medium="image">\n\t\t\t<media:title type="html">{x(p["author"])}</media:title>\n\t\t</media:content>')
            if p.get('img'): it.append(f'\t\t<media:content url="{BASE}/img/{p["img"]}" medium="image" />\n\t\t<media:thumbnail url="{BASE}/img/{p["img"]}" />')
        if fb: it.append(f'\t\t<feedburner:origLink>{l}</feedburner:origLink>')
        o += it + ['\t\t\t\t</item>']
    o.append('\t</channel>\n</rss>'); return '\n'.join(o) + '\n'
def feed_hypo(f, rows, rng):
    h = 'https://' + f['host']; s = feed_wp(dict(f, pf='wp'), rows, rng)
    # OpenEdition adds the citation block to every post
    return s
def feed_hypo_atom(f, rows, rng):
    h = 'https://' + f['host']; last = max(p['upd'] or p['dt'] for p in rows)
    o = [f'<?xml version="1.0" encoding="UTF-8"?><feed\n\txmlns="http://www.w3.org/2005/Atom"\n\txmlns:thr="http://purl.org/syndication/thread/1.0"\n\txml:lang="fr-FR"\n\txml:base="{h}/wp-atom.php"\n\t>',
         f'\t<title type="text">{x(f["title"])}</title>\n\t<subtitle type="text">{x(f["sub"])}</subtitle>\n\n\t<updated>{iso_z(last)}</updated>\n\n\t<link rel="alternate" type="text/html" href="{h}" />\n\t<id>{h}/feed/atom</id>\n\t<link rel="self" type="application/atom+xml" href="{h}/feed/atom" />\n\n\t<generator uri="https://wordpress.org/" version="6.4.7">WordPress</generator>']
    for p in reversed(rows):
        b = body(f, p, rng, 'hypo') + f'\n<hr />\n<p class="citation">Pour citer ce billet : {esc(p["author"])}, «\u00a0{esc(plain(p["title"]))}\u00a0», <em>{esc(f["title"])}</em>, {p["dt"]:%d/%m/%Y}. <a href="{p["link"]}">{p["link"]}</a></p>'
        ex, more = text_only(p)
        o.append(f'\t<entry>\n\t\t<author>\n\t\t\t<name>{x(p["author"])}</name>\n\t\t\t\t\t\t\t<uri>{h}</uri>\n\t\t\t\t\t\t</author>\n\n\t\t<title type="html">{cdata(nbsp_fr(curly(inline(esc(p["title"])))))}</title>\n\t\t<link rel="alternate" type="text/html" href="{p["link"]}" />\n\n\t\t<id>{p["guid"]}</id>\n\t\t<updated>{iso_z(p["upd"] or p["dt"])}</updated>\n\t\t<published>{iso_z(p["dt"])}</published>\n\t\t'
                 + ''.join(f'<category scheme="{h}" term="{x(t)}" />' for t in [f['cat']] + p['tags'])
                 + f'\n\t\t<summary type="html">{cdata(esc(curly(ex)) + (" [&#8230;]" if more else ""))}</summary>\n\n\t\t\t\t\t<content type="html" xml:base="{p["link"]}">{cdata(b)}</content>\n\t\t\t\t\t<link rel="replies" type="text/html" href="{p["link"]}#comments" thr:count="{p["comments"]}" />\n\t\t\t<link rel="replies" type="application/atom+xml" href="{p["link"]}/feed/atom" thr:count="{p["comments"]}" />\n\t\t\t<thr:total>{p["comments"]}</thr:total>\n\t\t\t</entry>')
    return '\n'.join(o) + '\n\t</feed>\n'
def feed_wp_xhtml(f, rows, rng):
    h = 'https://' + f['host']; last = max(p['upd'] or p['dt'] for p in rows)
    o = [f'<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:thr="http://purl.org/syndication/thread/1.0">\n    <title>{x(f["title"])}</title>\n    <subtitle>{x(f["sub"])}</subtitle>\n    <link href="{h}/category/{f["id"]}/" />\n    <link rel="self" href="{h}/feed/atom-category/{f["id"]}/" />\n    <id>{h}/category/{f["id"]}/</id>\n    <updated>{iso_z(last)}</updated>\n    <generator uri="https://wordpress.org/" version="6.8">WordPress</generator>\n']
    for p in reversed(rows):
        cats = ''.join(f'        <category term="{x(slug(t))}" label="{x(t)}" />\n' for t in [f['cat']] + p['tags'])
        o.append(f'        <entry>\n        <title>{x(plain(p["title"]))}</title>\n        <link href="{p["link"]}" />\n        <id>{p["link"]}</id>\n        <updated>{iso_z(p["upd"] or p["dt"])}</updated>\n        <published>{iso_z(p["dt"])}</published>\n{cats}        <author>\n            <name>{x(p["author"])}</name>\n        </author>\n        <content type="xhtml" xml:lang="en-CA" xml:base="{h}/">\n<div xmlns="http://www.w3.org/1999/xhtml">\n{body(f, p, rng, "xhtml")}\n</div>\n        </content>\n        </entry>')
    return '\n'.join(o) + '\n</feed>\n'
def feed_dc_rss(f, rows, rng):
    h = 'https://' + f['host']; last = max(p['dt'] for p in rows)
    o = [f'<?xml version="1.0" encoding="utf-8"?><?xml-stylesheet title="XSL formatting" type="text/xsl" href="{h}/feed/rss2/xslt" ?><rss version="2.0"\n  xmlns:dc="http://purl.org/dc/elements/1.1/"\n  xmlns:wfw="http://wellformedweb.org/CommentAPI/"\n  xmlns:content="http://purl.org/rss/1.0/modules/content/"\n  xmlns:atom="http://www.w3.org/2005/Atom">\n<channel>\n  <title>{x(f["title"])}</title>\n  <link>{h}/</link>\n  <atom:link href="{h}/feed/rss2" rel="self" type="application/rss+xml"/>\n  <description>{x(f["sub"])}</description>\n  <language>fr</language>\n  <pubDate>{rfc822(last)}</pubDate>\n  <copyright></copyright>\n  <docs>http://blogs.law.harvard.edu/tech/rss</docs>\n  <generator>Dotclear</generator>\n']
    for p in reversed(rows):
        cats = ''.join(f'    <category>{x(t)}</category>' + ('\n    ' if i == 0 else '') for i, t in enumerate([f['cat']] + p['tags']))
        o.append(f'  <item>\n    <title>{x(plain(p["title"]))}</title>\n    <link>{p["link"]}</link>\n    <guid isPermaLink="false">{p["guid"]}</guid>\n    <pubDate>{rfc822(p["dt"])}</pubDate>\n    <dc:creator>{x(p["author"])}</dc:creator>\n    {cats}\n    <description>{x(body(f, p, rng, "dc"))}</description>\n          <comments>{p["link"]}#comment-form</comments>\n      <wfw:comment>{p["link"]}#comment-form</wfw:comment>\n      <wfw:commentRss>{h}/feed/atom/comments/{p["num"]}</wfw:commentRss>\n      </item>')
    return '\n'.join(o) + '\n</channel>\n</rss>\n'
def feed_dc_atom(f, rows, rng):
    h = 'https://' + f['host']; last = max(p['upd'] or p['dt'] for p in rows)
    o = [f'<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom"\n  xmlns:dc="http://purl.org/dc/elements/1.1/"\n  xmlns:wfw="http://wellformedweb.org/CommentAPI/"\n  xml:lang="fr">\n\n  <title type="html">{x(x(f["title"]))}</title>\n  <subtitle type="html">{x(x(f["sub"]))}</subtitle>\n  <link href="{h}/feed/atom" rel="self" type="application/atom+xml"/>\n  <link href="{h}/" rel="alternate" type="text/html" title="{x(f["sub"])}"/>\n  <updated>{iso_off(last)}</updated>\n  <author>\n    <name>{x(f["authors"][0])}</name>\n  </author>\n  <id>urn:md5:{hexid(f["id"])}</id>\n  <generator uri="https://dotclear.org/">Dotclear</generator>\n']
    for p in reversed(rows):
        subj = ''.join(f'        <dc:subject>{x(t)}</dc:subject>' for t in [f['cat']] + p['tags'])
        o.append(f'  <entry>\n    <title>{x(plain(p["title"]))}</title>\n    <link href="{p["link"]}" rel="alternate" type="text/html" title="{x(plain(p["title"]))}" />\n    <id>{p["guid"]}</id>\n    <published>{iso_off(p["dt"])}</published>\n    <updated>{iso_off(p["upd"] or p["dt"])}</updated>\n    <author><name>{x(p["author"])}</name></author>\n{subj}\n    <content type="html">{x(body(f, p, rng, "dc"))}</content>\n          <wfw:comment>{p["link"]}#comment-form</wfw:comment>\n      <wfw:commentRss>{h}/feed/atom/comments/{p["num"]}</wfw:commentRss>\n      </entry>')
    return '\n'.join(o) + '\n</feed>\n'
def feed_spip(f, rows, rng):
    h = 'https://' + f['host']; enc = f.get('enc', 'utf-8')
    o = [f'<?xml version="1.0" encoding="{enc}"?>\n<?xml-stylesheet title="XSL formatting" type="text/xsl" href="{h}/spip.php?page=backend.xslt" ?>\n<rss version="2.0" \n\txmlns:dc="http://purl.org/dc/elements/1.1/"\n\txmlns:content="http://purl.org/rss/1.0/modules/content/"\n\txmlns:atom="http://www.w3.org/2005/Atom"\n>\n\n<channel xml:lang="fr">\n\t<title>{x(f["title"])}</title>\n\t<link>{h}/</link>\n\t<description>{x(f["sub"])}</description>\n\t<language>fr</language>\n\t<generator>SPIP - www.spip.net</generator>\n\t<atom:link href="{h}/spip.php?page=backend" rel="self" type="application/rss+xml"/>\n\n\t<image>\n\t\t<title>{x(f["title"])}</title>\n\t\t<url>{BASE}/img/favicon.png</url>\n\t\t<link>{h}/</link>\n\t\t<height>32</height>\n\t\t<width>32</width>\n\t</image>\n']
    for p in reversed(rows):
        b = body(f, p, rng, 'spip'); rub = f'<a href="spip.php?rubrique3" rel="directory">{esc(f["cat"])}</a>'
        mots = ', '.join(f'<a href="spip.php?mot{abs(hash(slug(t))) % 90 + 1 if False else sum(map(ord, slug(t))) % 90 + 1}" rel="tag">{esc(t)}</a>' for t in p['tags'])
        first, more = text_only(p, 40)
        o.append(f'<item xml:lang="fr">\n\t\t<title>{x(plain(p["title"]))}</title>\n\t\t<link>{x(p["link"])}</link>\n\t\t<guid isPermaLink="true">{x(p["link"])}</guid>\n\t\t<dc:date>{iso_z(p["dt"])}</dc:date>\n\t\t<dc:format>text/html</dc:format>\n\t\t<dc:language>fr</dc:language>\n\t\t<dc:creator>{x(p["author"])}</dc:creator>\n' + ''.join(f'\t\t<dc:subject>{x(t)}</dc:subject>\n' for t in p['tags'])
                 + f'\n\t\t<description>{x("<p>" + esc(curly(first)) + ("&nbsp;(...)" if more else "") + "</p>")}\n\n-\n{x(rub)}\n\n/ \n{x(mots)}\n\t\t</description>\n\n\n \t<content:encoded>{x("<div class=" + chr(34) + "rss_texte" + chr(34) + ">" + b + "</div>")}</content:encoded>\n\n\t\t\n\n\t</item>')
    s = '\n'.join(o) + '\n</channel>\n\n</rss>\n'
    return s
def feed_overblog(f, rows, rng):
    h = 'https://' + f['host']; last = max(p['dt'] for p in rows)
    o = [f'<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" xmlns:ob="https://www.over-blog.example/" xmlns:atom="http://www.w3.org/2005/Atom"><channel><pubDate>{rfc822(last)}</pubDate><generator>https://www.over-blog.example/</generator><title>{x(f["title"])}</title><description>{x(f["sub"])}</description><link>{h}/</link><language>fr</language><lastBuildDate>{rfc822(last)}</lastBuildDate><atom:link rel="self" href="{h}/rss"/>']
    for i, p in enumerate(reversed(rows)):
        b = '<div class="ob-section ob-section-html">' + body(f, p, rng, 'overblog') + '</div>'
        o.append('<item>' + ('' if 'sas pour les sacs' in p['title'] else f'<pubDate>{rfc822(p["dt"])}</pubDate>') + f'<link>{p["link"]}</link><guid isPermaLink="false">{hexid(p["link"])}</guid><title>{cdata(plain(p["title"]))}</title>' + ''.join(f'<category>{cdata(t)}</category>' for t in p['tags']) + f'<description>{cdata(b)}</description></item>')
    return ''.join(o) + '</channel></rss>\n'
def feed_drupal(f, rows, rng, ten=False):
    h = 'https://' + f['host']
    o = [f'<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0" xml:base="{h}/"{" xmlns:content=" + chr(34) + "http://purl.org/rss/1.0/modules/content/" + chr(34) + " xmlns:foaf=" + chr(34) + "http://xmlns.com/foaf/0.1/" + chr(34) if not ten else ""} xmlns:dc="http://purl.org/dc/elements/1.1/">\n <channel>\n <title>{x(f["title"])}</title>\n <link>{h}/{"rss.xml" if not ten else ""}</link>\n <description>{x(f["sub"])}</description>\n <language>{f["lang"]}</language>\n']
    for p in reversed(rows):
        b = body(f, p, rng, 'drupal'); tid = lambda t: sum(map(ord, slug(t))) % 140 + 1
        tagdiv = '<div class="field field-name-field-tags field-type-taxonomy-term-reference field-label-above"><div class="field-label">' + ('Mots-clés' if f['lang'] == 'fr' else 'Tags') + ':&nbsp;</div><div class="field-items">' + ''.join(f'<div class="field-item{" even" if i % 2 == 0 else " odd"}"><a href="/taxonomy/term/{tid(t)}">{esc(t)}</a></div>' for i, t in enumerate(p['tags'])) + '</div></div>'
        if ten:
            d = f'<span>{esc(plain(p["title"]))}</span>\n\n<span><span>{esc(p["author"])}</span></span>\n\n<span><time datetime="{iso_off(p["dt"])}" title="{p["dt"]:%A, %B %d, %Y - %H:%M}">{p["dt"]:%a, %m/%d/%Y - %H:%M}</time>\n</span>\n\n            <div class="clearfix text-formatted field field--name-body">{b}</div>\n      ' + tagdiv.replace('field-name-field-tags field-type-taxonomy-term-reference field-label-above', 'field--name-field-tags field--label-inline')
            o.append(f'<item>\n  <title>{x(plain(p["title"]))}</title>\n  <link>{p["link"]}</link>\n  <description>{x(d)}</description>\n  <pubDate>{rfc822(p["dt"], dt.timezone.utc)}</pubDate>\n    <dc:creator>{x(p["author"])}</dc:creator>\n    <guid isPermaLink="false">{p["num"]} at {h}</guid>\n    </item>')
        else:
            d = '<div class="field field-name-body field-type-text-with-summary field-label-hidden"><div class="field-items"><div class="field-item even" property="content:encoded">' + b + '</div></div></div>' + tagdiv
            o.append(f' <item>\n <title>{x(plain(p["title"]))}</title>\n <link>{p["link"]}</link>\n <description>{x(d)}</description>\n' + ''.join(f' <category domain="{h}/taxonomy/term/{tid(t)}">{x(t)}</category>\n' for t in p['tags']) + f' <pubDate>{rfc822(p["dt"], dt.timezone.utc)}</pubDate>\n <dc:creator>{x(p["author"])}</dc:creator>\n <guid isPermaLink="false">{p["num"]} at {h}</guid>\n <comments>{p["link"]}#comments</comments>\n</item>')
    return '\n'.join(o) + '\n </channel>\n</rss>\n'
def feed_blogger(f, rows, rng):
    h = 'http://' + f['host']; bid = int(hexid(f['id'])[:14], 16) % 10**19; last = max(p['upd'] or p['dt'] for p in rows); allt = sorted({t for p in rows for t in p['tags']})
    o = [f"<?xml version='1.0' encoding='UTF-8'?><?xml-stylesheet href=\"{h}/feeds/atom-styles.css\" type=\"text/css\"?><feed xmlns='http://www.w3.org/2005/Atom' xmlns:openSearch='http://a9.com/-/spec/opensearchrss/1.0/' xmlns:blogger='http://schemas.google.com/blogger/2008' xmlns:georss='http://www.georss.org/georss' xmlns:gd=\"http://schemas.google.com/g/2005\" xmlns:thr='http://purl.org/syndication/thread/1.0'><id>tag:blogger.com,1999:blog-{bid}</id><updated>{iso_off(last, True)}</updated>" + ''.join(f"<category term=\"{x(t)}\"/>" for t in allt)
         + f"<title type='text'>{x(f['title'])}</title><subtitle type='html'>{x(f['sub'])}</subtitle><link rel='http://schemas.google.com/g/2005#feed' type='application/atom+xml' href='{h}/feeds/posts/default'/><link rel='self' type='application/atom+xml' href='{h}/feeds/posts/default'/><link rel='alternate' type='text/html' href='{h}/'/><link rel='hub' href='http://pubsubhubbub.example/'/><author><name>{x(f['authors'][0])}</name><email>noreply@blogger.com</email><gd:image rel='http://schemas.google.com/g/2005#thumbnail' width='16' height='16' src='{BASE}/img/favicon.png'/></author><generator version='7.00' uri='http://www.blogger.com'>Blogger</generator><openSearch:totalResults>{len(rows)}</openSearch:totalResults><openSearch:startIndex>1</openSearch:startIndex><openSearch:itemsPerPage>{max(25, len(rows))}</openSearch:itemsPerPage>"]
    for p in reversed(rows):
        t = plain(p['title'])
        if f['id'] == 'staps' and 'baby-foot' in t: t = ''                       # a post without a title, as Blogger allows
        geo = f"<georss:featurename>{x(f['place'])}</georss:featurename><georss:point>{f['geo']}</georss:point>" if f['pf'] == 'blogger-geo' and p['num'] % 2 else ''
        thumb = f"<media:thumbnail xmlns:media=\"http://search.yahoo.com/mrss/\" url=\"{BASE}/img/{p['img']}\" height=\"72\" width=\"72\"/>" if p.get('img') else ''
        o.append(f"<entry><id>{p['guid']}</id><published>{iso_off(p['dt'], True)}</published><updated>{iso_off(p['upd'] or p['dt'], True)}</updated>" + ''.join(f"<category scheme=\"http://www.blogger.com/atom/ns#\" term=\"{x(k)}\"/>" for k in p['tags'])
                 + f"<title type='text'>{x(t)}</title><content type='html'>{x(body(f, p, rng, 'blogger'))}</content><link rel='replies' type='application/atom+xml' href='{h}/feeds/{p['num']}/comments/default' title='Publier les commentaires'/><link rel='replies' type='text/html' href='{p['link']}#comment-form' title='{p['comments']} commentaires'/><link rel='edit' type='application/atom+xml' href='http://www.blogger.example/feeds/{bid}/posts/default/{p['num']}'/><link rel='self' type='application/atom+xml' href='http://www.blogger.example/feeds/{bid}/posts/default/{p['num']}'/><link rel='alternate' type='text/html' href='{p['link']}' title='{x(t)}'/><author><name>{x(p['author'])}</name><uri>http://www.blogger.example/profile/{bid}</uri><email>noreply@blogger.com</email></author>{thumb}{geo}<thr:total>{p['comments']}</thr:total></entry>")
    return ''.join(o) + '</feed>'
def feed_typepad_atom(f, rows, rng):
    h = f"https://{f['host']}/{f.get('path', 'blog')}/"; last = max(p['upd'] or p['dt'] for p in rows); lang = 'fr-FR' if f['lang'] == 'fr' else 'en-CA'
    o = [f'<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xmlns:thr="http://purl.org/syndication/thread/1.0" xmlns:typepad="http://www.typepad.example/">\n    <title>{x(f["title"])}</title>\n    <link rel="self" type="application/atom+xml" href="{h}atom.xml" />\n    <link rel="alternate" type="text/html" href="{h}" />\n    <id>tag:typepad.com,2003:weblog-{int(hexid(f["id"])[:10], 16)}</id>\n    <updated>{iso_off(last)}</updated>\n    <subtitle>{x(f["sub"])}</subtitle>\n    <generator uri="http://www.typepad.example/">TypePad</generator>\n']
    for p in reversed(rows):
        ex, more = text_only(p, 30); cs = ''.join(f'        <category scheme="http://www.sixapart.com/ns/types#{"category" if i == 0 else "tag"}" term="{x(t)}" />\n' for i, t in enumerate([f['cat']] + p['tags']))
        o.append(f'    <entry>\n        <title>{x(plain(p["title"]))}</title>\n        <link rel="alternate" type="text/html" href="{p["link"]}" />\n        <link rel="replies" type="text/html" href="{p["link"]}" thr:count="{p["comments"]}" thr:updated="{iso_off(p["dt"] + dt.timedelta(days=2))}" />\n        <id>{p["guid"]}</id>\n        <published>{iso_off(p["dt"])}</published>\n        <updated>{iso_off(p["upd"] or p["dt"])}</updated>\n        <summary>{x(ex)}{"..." if more else ""}</summary>\n        <author>\n            <name>{x(p["author"])}</name>\n        </author>\n{cs}        \n<content type="html" xml:lang="{lang}" xml:base="{h}">\n{x(body(f, p, rng, "typepad"))}</content>\n\n    </entry>\n')
    return '\n'.join(o) + '</feed>\n'
def feed_typepad_rss(f, rows, rng):
    h = f"https://{f['host']}/{f.get('path', 'blog')}/"; last = max(p['dt'] for p in rows)
    o = [f'<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wfw="http://wellformedweb.org/CommentAPI/" xmlns:atom="http://www.w3.org/2005/Atom">\n<channel>\n<title>{x(f["title"])}</title>\n<link>{h}</link>\n<description>{x(f["sub"])}</description>\n<language>en-CA</language>\n<lastBuildDate>{rfc822(last)}</lastBuildDate>\n<generator>http://www.typepad.example/</generator>\n<docs>http://www.rssboard.org/rss-specification</docs>\n']
    for p in reversed(rows):
        ex, more = text_only(p, 30)
        o.append(f'<item>\n<title>{x(plain(p["title"]))}</title>\n<link>{p["link"]}</link>\n<guid isPermaLink="true">{p["link"]}</guid>\n<description>{x(ex)}{"..." if more else ""}</description>\n<content:encoded>{cdata(body(f, p, rng, "typepad"))}</content:encoded>\n\n' + ''.join(f'<category>{x(t)}</category>\n' for t in [f['cat']] + p['tags']) + f'\n<dc:creator>{x(p["author"])}</dc:creator>\n<pubDate>{rfc822(p["dt"])}</pubDate>\n\n</item>')
    return '\n'.join(o) + '\n</channel>\n</rss>\n'
RENDER = {'wp': feed_wp, 'wp-block': feed_wp, 'wp-fb': lambda f, r, g: feed_wp(f, r, g, fb=True), 'wpcom': lambda f, r, g: feed_wp(f, r, g, com=True), 'hypo': feed_hypo, 'hypo-atom': feed_hypo_atom, 'wp-xhtml': feed_wp_xhtml,
          'dc-rss': feed_dc_rss, 'dc-atom': feed_dc_atom, 'spip': feed_spip, 'spip-utf8': feed_spip, 'overblog': feed_overblog, 'drupal7': feed_drupal, 'drupal10': lambda f, r, g: feed_drupal(f, r, g, ten=True),
          'blogger': feed_blogger, 'blogger-geo': feed_blogger, 'typepad-atom': feed_typepad_atom, 'typepad-rss': feed_typepad_rss}
def guid_for(f, p):
    h = f['host']
    if f['pf'].startswith('blogger'): return f"tag:blogger.com,1999:blog-{int(hexid(f['id'])[:14], 16) % 10**19}.post-{int(hexid(f['id'], p['slug'])[:15], 16)}"
    if f['pf'].startswith('dc'): return 'urn:md5:' + hexid(f['id'], p['slug'])
    if f['pf'] == 'typepad-atom': return 'tag:typepad.com,2003:post-6a' + hexid(f['id'], p['slug'])[:32]
    if f['pf'] in ('wp-xhtml',): return p['link']
    return f"http://{h}/?p={p['num']}"

# ------------------------------------------------------------------ png
def png(path, w, h, fn):
    raw = b''.join(b'\0' + b''.join(bytes(fn(i, j)) for i in range(w)) for j in range(h))
    ch = lambda t, d: struct.pack('>I', len(d)) + t + d + struct.pack('>I', zlib.crc32(t + d))
    open(path, 'wb').write(b'\x89PNG\r\n\x1a\n' + ch(b'IHDR', struct.pack('>IIBBBBB', w, h, 8, 2, 0, 0, 0)) + ch(b'IDAT', zlib.compress(raw, 9)) + ch(b'IEND', b''))
PAL = [((24, 61, 92), (232, 190, 96)), ((92, 40, 46), (240, 224, 208)), ((34, 84, 66), (220, 232, 190)), ((70, 56, 104), (236, 214, 232)), ((120, 78, 30), (250, 234, 200)), ((30, 80, 100), (210, 236, 240)), ((60, 60, 60), (230, 226, 216)), ((140, 60, 40), (252, 222, 180)), ((40, 70, 40), (246, 240, 210)), ((20, 40, 80), (200, 214, 244))]
def images(out):
    os.makedirs(out, exist_ok=True)
    for k, (a, b) in enumerate(PAL):
        r = random.Random(k); bars = [(r.randint(0, 470), r.randint(14, 44), r.randint(90, 230), r.random()) for _ in range(16)]        # spines on a shelf
        def fn(i, j, a=a, b=b, bars=bars):
            if j > 248: return a
            for x0, wd, ht, t in bars:
                if x0 <= i < x0 + wd and j > 248 - ht: return tuple(int(a[c] * t + b[c] * (1 - t) * .82) for c in range(3)) if (j - 248 + ht) % 60 > 5 else b
            return tuple(min(255, int(b[c] + (255 - b[c]) * .55)) for c in range(3))
        png(f'{out}/{k:02d}.png', 480, 270, fn)
    png(f'{out}/favicon.png', 32, 32, lambda i, j: (24, 61, 92) if (i // 8) % 2 == 0 and j > 6 else (232, 190, 96))
    png(f'{out}/pixel.png', 1, 1, lambda i, j: (255, 255, 255)); png(f'{out}/flare.png', 16, 16, lambda i, j: (230, 120, 40))

# ------------------------------------------------------------------ main
def main():
    out = A.out; fd = f'{out}/feeds'; os.makedirs(fd, exist_ok=True); images(f'{out}/img'); os.makedirs(f'{out}/truth', exist_ok=True); os.makedirs(f'{out}/variants', exist_ok=True)
    data = {}
    for f in FEEDS:
        rng = random.Random('orvelle-' + f['id']); rows = [dict(p) for p in POSTS[f['id']]]; assign_dates(f, rows, rng); choose_tags(f, rows, rng); cyc = Cycle(rng); num = rng.randint(120, 900)
        for p in rows:
            num += rng.randint(1, 9); p['num'] = num; p['slug'] = slug(p['title']); p['author'] = rng.choices(f['authors'], [4] + [1] * (len(f['authors']) - 1))[0]
            p['upd'] = p['dt'] + dt.timedelta(minutes=rng.randint(10, 9000)) if rng.random() < .2 else None
            if p['upd'] and p['upd'].date() > UNTIL: p['upd'] = None
            p['comments'] = rng.choices([0, 1, 2, 3, 5, 11], [70, 12, 8, 5, 4, 1])[0]
            p['img'] = f'{rng.randint(0, len(PAL) - 1):02d}.png' if f['pf'] not in ('dc-rss', 'dc-atom', 'spip', 'spip-utf8', 'drupal7', 'drupal10', 'overblog') and rng.random() < .13 else None
            p['blocks'] = compose(f, p, rng, cyc); p['link'] = link_for(f, p); p['guid'] = guid_for(f, p); p['feed'] = f['id']
        if f['id'] == 'droit':         # SPIP allows post-dating: the notice is dated on the day it applies
            for p in rows:
                if 'vendredi 30' in p['title']: p['dt'] = dt.datetime(UNTIL.year + (UNTIL.month == 12), 1, 30, 8, 0, tzinfo=TZ['fr']) if False else dt.datetime(UNTIL.year + 1, 1, 29, 8, 0, tzinfo=TZ['fr']); p['upd'] = None
            rows.sort(key=lambda p: p['dt'])
        data[f['id']] = (f, rows, rng)
    # cross-posts
    dup = []
    for src, frag, dst, mode in CROSS:
        f, rows, _ = data[src]; p = next(q for q in rows if frag in q['title']); g, rows2, rng2 = data[dst]; q = dict(p)
        if mode == 'same-text':
            q['dt'] = p['dt'] + dt.timedelta(hours=26); q['upd'] = None; q['num'] = max(r['num'] for r in rows2) + 3; q['link'] = link_for(g, q); q['guid'] = guid_for(g, q); q['author'] = g['authors'][0]; q['slug'] = p['slug']
        rows2.append(q); rows2.sort(key=lambda r: r['dt']); dup.append((src, dst, mode, p['title'], p['link'], q['link']))
    stats = []
    for fid, (f, rows, rng) in data.items():
        s = RENDER[f['pf']](f, rows, rng); enc = f.get('enc', 'utf-8')
        b = s.encode(enc, 'xmlcharrefreplace'); open(f'{fd}/{fid}.xml', 'wb').write(b)
        wl = [sum(words(b2 if k == 'p' else ' '.join(b2)) for k, b2 in p['blocks']) for p in rows]
        stats.append((fid, f, len(rows), rows[0]['dt'], rows[-1]['dt'], min(wl), max(wl), sum(wl) // len(wl), len(b), len({t.strip() for p in rows for t in p['tags']})))
    # ----- truth
    with open(f'{out}/truth/tags.csv', 'w', newline='', encoding='utf-8') as fh:
        w = csv.writer(fh); w.writerow(['spelling', 'concept', 'preferred', 'language', 'posts', 'feeds'])
        for (t, lang), cs in sorted(TRUTH.items(), key=lambda k: (k[0][1], k[0][0].lower())):
            for c, fs in cs.items(): w.writerow([t, c, TAGS[c][0], lang, len(fs), ' '.join(sorted(set(fs)))])
    with open(f'{out}/truth/duplicates.csv', 'w', newline='', encoding='utf-8') as fh:
        w = csv.writer(fh); w.writerow(['source', 'republished_in', 'mode', 'title', 'source_link', 'copy_link']); w.writerows(dup)
    with open(f'{out}/truth/posts.csv', 'w', newline='', encoding='utf-8') as fh:
        w = csv.writer(fh); w.writerow(['feed', 'topic', 'audience', 'language', 'date', 'title', 'kind', 'concepts', 'tags', 'link'])
        for fid, (f, rows, _) in data.items():
            for p in rows: w.writerow([fid, f['topic'], f['audience'], f['lang'], p['dt'].isoformat(), plain(p['title']), p['kind'], ' '.join(p['concepts']), ' ; '.join(p['tags']), p['link']])
    # ----- variants: damaged or unusual copies of good feeds, for robustness tests
    V = f'{out}/variants'; rd = lambda n: open(f'{fd}/{n}.xml', 'rb').read()
    b = rd('sciences'); open(f'{V}/bare-ampersand.xml', 'wb').write(b.replace('Fête de la science :'.encode(), 'Fête & science :'.encode(), 1))
    open(f'{V}/utf8-bom.xml', 'wb').write(b'\xef\xbb\xbf' + rd('lettres'))
    open(f'{V}/blank-lines-before-declaration.xml', 'wb').write(b'\n\n' + rd('inspe'))
    open(f'{V}/declared-utf8-is-latin1.xml', 'wb').write(rd('droit').replace(b'encoding="iso-8859-1"', b'encoding="utf-8"', 1))
    open(f'{V}/windows-1252.xml', 'wb').write(rd('sciences').decode().replace('encoding="utf-8"', 'encoding="windows-1252"', 1).encode('cp1252', 'xmlcharrefreplace'))
    t = rd('orthophonie').decode(); open(f'{V}/truncated.xml', 'wb').write(t[:len(t) * 2 // 3].encode())
    open(f'{V}/empty-channel.xml', 'wb').write(re.sub(r'<item>.*</item>', '', rd('business').decode(), flags=re.S).encode())
    open(f'{V}/html-instead-of-feed.xml', 'w', encoding='utf-8').write('<!DOCTYPE html>\n<html lang="fr"><head><title>Blog introuvable</title>\n<link rel="alternate" type="application/rss+xml" title="Flux RSS" href="/feeds/ifsi.xml"></head><body><h1>Ce blog a été déplacé</h1></body></html>\n')
    u = rd('nutrition').decode().replace('<content:encoded>', '<content:encoded>', 1); u = u.replace('<![CDATA[<p>', '<![CDATA[<p onclick="alert(1)"><script>alert("x")</script><img src=x onerror=alert(2)>', 1); open(f'{V}/hostile-markup.xml', 'wb').write(u.encode())
    d = rd('histmed').decode(); d = re.sub(r'<pubDate>(\w{3}), (\d\d) (\w{3}) (\d{4})', lambda m: f'<pubDate>{ {"Mon":"lun","Tue":"mar","Wed":"mer","Thu":"jeu","Fri":"ven","Sat":"sam","Sun":"dim"}[m.group(1)] }., {m.group(2)} { {"Jan":"janv","Feb":"févr","Mar":"mars","Apr":"avr","May":"mai","Jun":"juin","Jul":"juil","Aug":"août","Sep":"sept","Oct":"oct","Nov":"nov","Dec":"déc"}[m.group(3)] } {m.group(4)}', d); open(f'{V}/french-dates.xml', 'wb').write(d.encode())
    # ----- opml
    tops = {}
    for f in FEEDS: tops.setdefault(f['topic'], []).append(f)
    o = ['<?xml version="1.0" encoding="UTF-8"?>', '<opml version="2.0">', ' <head><title>Nuage de blogs : démonstration</title></head>', ' <body>']
    for t, fs in tops.items():
        o.append(f'  <outline text="{x(t)}">'); o += [f'   <outline type="rss" text="{x(f["title"])}" title="{x(f["title"])}" xmlUrl="{BASE}/feeds/{f["id"]}.xml" htmlUrl="https://{f["host"]}/" language="{f["lang"]}" category="{x("/" + f["topic"] + "/" + f["audience"])}"/>' for f in fs]; o.append('  </outline>')
    open(f'{out}/nuage.opml', 'w', encoding='utf-8').write('\n'.join(o + [' </body>', '</opml>', '']))
    with open(f'{out}/truth/feeds.csv', 'w', newline='', encoding='utf-8') as fh:
        w = csv.writer(fh); w.writerow(['feed', 'title', 'format', 'language', 'topic', 'audience', 'posts', 'first', 'last', 'words_min', 'words_max', 'words_mean', 'bytes', 'distinct_tags'])
        for fid, f, n, a, b2, lo, hi, me, by, nt in stats: w.writerow([fid, f['title'], f['pf'], f['lang'], f['topic'], f['audience'], n, a.date(), b2.date(), lo, hi, me, by, nt])
    assert USED == set(LONG), set(LONG) - USED
    print(len(stats), 'feeds', sum(s[2] for s in stats), 'posts', len(TRUTH), 'spellings', len({c for v in TRUTH.values() for c in v}), 'concepts')
    for s in stats: print(f'{s[0]:12} {s[1]["pf"]:13} {s[2]:3} {s[3].date()} {s[4].date()} words {s[5]}-{s[6]} mean {s[7]} tags {s[9]} bytes {s[8]}')
main()
