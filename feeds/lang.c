#include "feeds/lang.h"

#include "base/hash.h"
#include "base/utf8.h"

#define MAX_BYTES 4000
#define MAX_WORD  48 /* bytes; a longer one is in no list */
#define SLOTS     4096
#define MIN_WORDS 3
/* Of the words of a text, this share must be known ones of the language: running text has 0.35 and
 * more, a text in an unlisted language under 0.1. */
#define MIN_SHARE 0.16

enum lang { FR, EN, ES, PT, DE, IT, HA, BM, FF, LANG_COUNT };

static const char *const codes[LANG_COUNT] = {"fr", "en", "es", "pt", "de", "it", "ha", "bm", "ff"};

/* Lower case, as written; a word that two languages share is in both lists and tells less. */
static const char *const words[LANG_COUNT] = {
    [FR] =
        "le la les l un une des du de d et est a à au aux en dans par pour sur avec sans sous "
        "ce cet cette ces se s son sa ses leur leurs notre nos votre vos que qu qui quoi dont où "
        "il elle ils elles on nous vous je j ne n pas plus ni ou mais donc car si comme aussi "
        "ont été être avait avaient sont était étaient fait faire selon après avant contre entre "
        "vers depuis lors chez alors ainsi encore même tout tous toute toutes deux trois plusieurs "
        "peut sera hier y c m t lui eux celui celle ceux cela ça très bien non oui quand "
        "pendant jusqu autre autres dernier dernière fois ans jour jours pays armée villes région "
        "soldats attaque hommes morts blessés ministre président gouvernement ville village lundi "
        "mardi mercredi jeudi vendredi samedi dimanche",
    [EN] =
        "the of and to in a is was for on that with by at from as it his her he she they their its "
        "an be are were has have had not but or this these those which who will would could should "
        "been after before more than also about into over out up said says when while where what "
        "there if no one two three new all some other between against during under since because "
        "we you i my our your them him us then only just can may most any how government people "
        "soldiers attack killed army country year years day week monday tuesday wednesday "
        "thursday friday saturday sunday",
    [ES] =
        "el la los las un una unos unas de del y e a al en por para con sin sobre que se su sus lo "
        "le les es son fue ha han había está están ser como más pero o no ni si ya este esta estos "
        "estas ese esa eso entre desde hasta cuando donde quien también tras según contra durante "
        "muy todo todos todas dos tres años año día días país gobierno ejército ataque muertos "
        "ciudad presidente personas ayer nos me mi te tu él ella ellos hay ante otros otra otro "
        "fueron porque lunes martes miércoles jueves viernes sábado domingo",
    [PT] =
        "o a os as um uma uns umas de do da dos das e em no na nos nas ao aos à às por pelo pela "
        "pelos pelas para com sem sobre que se seu sua seus suas é são foi foram tem têm tinha "
        "está estão ser como mais mas ou não nem já este esta estes isso isto esse essa entre "
        "desde até quando onde quem também após segundo contra durante muito todo todos dois "
        "três anos ano dia dias país governo exército ataque mortos cidade presidente pessoas "
        "ontem ele ela eles elas lhe há ainda depois outros outra num numa às você eu "
        "segunda terça quarta quinta sexta feira",
    [DE] =
        "der die das den dem des ein eine einen einem einer eines und oder aber ist sind war waren "
        "wird werden wurde wurden hat haben hatte in im an am auf aus bei mit nach von vom vor zu "
        "zum zur über unter durch für gegen um nicht auch als wie dass daß sich er sie es wir ihr "
        "ich man nur noch schon mehr sein seine seiner ihre ihren bis zwischen während seit wenn "
        "weil kann können soll sagte jahr jahre tag land regierung menschen soldaten armee zwei "
        "drei",
    [IT] =
        "il lo la i gli le un uno una di del dello della dei degli delle e ed a al allo alla ai "
        "agli "
        "alle da dal dalla dai in nel nella nei nelle con su sul sulla sui per tra fra che chi cui "
        "non si è sono era ha hanno aveva stato stata stati essere come più ma o se anche dopo "
        "prima contro durante questo questa questi quello loro suo sua suoi ci ne già ancora "
        "due tre anni anno giorno paese governo esercito attacco morti città presidente l d "
        "dell all nell sull dall secondo molto tutti",
    [HA] = "da a na ta ya ba su kuma cewa don daga wanda wannan amma cikin ne ce sun yi zuwa ake "
           "domin "
           "kan mai masu shi ita wata wani wasu shugaban kasar kasa ƙasar ƙasa yana tana suna ke "
           "ko har "
           "inda bayan lokacin mutane sojoji an in haka duk za zai ga bisa tare gwamnatin gwamnati "
           "jihar ranar gari garin yankin hari kai kashe akan game shekara aka abin babu sai idan "
           "kamar rundunar yadda wadanda waɗanda wajen dake yau mutum yan ƴan sa ta ce ya fada "
           "bayyana jami an harin hare tsaro arewacin mata yara wadda wacce wurin gaba ci "
           "yi wa yake take suke muna mun kun sukan zaman ruwa gida kamata daya ɗaya biyu uku",
    [BM] =
        "ye ka la na ni ma bɛ be tɛ te ko min minnu mun o u i n k an kɛ ke kɛra don bɔ bo kan kɔnɔ "
        "kono cogo jamana fanga sɔrɔ soro fɔ nin tun kosɛbɛ waati wagati tile san hakɛ mɔgɔ mɔgɔw "
        "mogo mogow cɛ muso musow denmisɛnw sira ɲɛ nyɛ ɲɛmɔgɔ ɲɛmɔgɔw jɛkulu ani fo nka walasa "
        "katuguni dugu duguw so fɛ kɔ kɔfɛ baara kɛlɛ marifa sorodasi sorodasiw faga fagara taara "
        "nana bɔra sera jira bɛɛ bee dɔ dɔw caman fila saba naani duuru kelen tan bi kunun "
        "u y b olu ale ne aw anw kalo bɔlen kɛlen sigi sigira fana dɔrɔn yɔrɔ bolo kun da "
        "maliba faso jamanakuntigi",
    [FF] = "e ɓe nde ɗum kono ko wonde mo o to haa fof ɗo ɗe ɗi min en laamu leydi yimɓe woni nder "
           "caggal ɗon kadi ngam ina walla hakkunde hannde yahii wii wi sabu maɓɓe makko ɗoo ndee "
           "ngal ngol ka ndu goɗɗo gooto ɗiɗi tati worɓe rewɓe sukaaɓe soldaaɓe ardiiɗo hooreejo "
           "hino hono ɓen kamɓe ñalnde hikka dow les bana fuu be kala goonga wuro saare mbaroodi "
           "mbarii mbaraama tawi ɓernde nokkuure diiwaan",
};

struct table {
    struct {
        uint32_t hash; /* 0: empty */
        uint16_t langs;
    } slots[SLOTS];
};

static void learn(struct table *t, struct vg_sv word, enum lang lang)
{
    uint32_t h = (uint32_t)vg_hash_sv(word) | 1;
    size_t at = h / 2 % SLOTS;

    while (t->slots[at].hash && t->slots[at].hash != h)
        at = (at + 1) % SLOTS;
    t->slots[at].hash = h;
    t->slots[at].langs |= (uint16_t)(1u << lang);
}

static unsigned langs_of(const struct table *t, struct vg_sv word)
{
    uint32_t h = (uint32_t)vg_hash_sv(word) | 1;

    for (size_t at = h / 2 % SLOTS; t->slots[at].hash; at = (at + 1) % SLOTS)
        if (t->slots[at].hash == h)
            return t->slots[at].langs;
    return 0;
}

static void fill(struct table *t)
{
    for (int lang = 0; lang < LANG_COUNT; lang++) {
        struct vg_sv rest = vg_sv_cstr(words[lang]);

        while (rest.p) {
            struct vg_sv w = vg_sv_split(&rest, ' ');

            if (w.n)
                learn(t, w, (enum lang)lang);
        }
    }
}

/* Letters that speak for languages; each occurrence weighs little, a text has many. */
static unsigned langs_of_letter(uint32_t cp)
{
    switch (cp) {
    case 0x25B: /* ɛ */
    case 0x254: /* ɔ */
    case 0x272: /* ɲ */
        return 1u << BM;
    case 0x253: /* ɓ */
    case 0x257: /* ɗ */
    case 0x1B4: /* ƴ */
        return 1u << HA | 1u << FF;
    case 0x199: /* ƙ */
        return 1u << HA;
    case 0x14B: /* ŋ */
        return 1u << FF | 1u << BM;
    case 0xF1: /* ñ */
        return 1u << ES | 1u << FF;
    case 0xE3: /* ã */
    case 0xF5: /* õ */
        return 1u << PT;
    case 0xDF: /* ß */
    case 0xE4: /* ä */
    case 0xFC: /* ü */
        return 1u << DE;
    case 0x153: /* œ */
    case 0xEA:  /* ê */
    case 0xE8:  /* è */
    case 0xFB:  /* û */
        return 1u << FR;
    case 0xEC: /* ì */
    case 0xF2: /* ò */
        return 1u << IT;
    default:
        return 0;
    }
}

struct counter {
    const struct table *table;
    double score[LANG_COUNT];
    size_t n_words, n_letters, n_arabic,
        n_foreign; /* letters: all; foreign: not Latin, not Arabic */
    char word[MAX_WORD];
    size_t len;
};

static void vote(struct counter *c, unsigned langs, double weight)
{
    unsigned n = (unsigned)__builtin_popcount(langs);

    for (int i = 0; i < LANG_COUNT; i++)
        if (langs >> i & 1)
            c->score[i] += weight / n;
}

static void end_word(struct counter *c)
{
    if (c->len && c->len <= MAX_WORD) {
        c->n_words++;
        vote(c, langs_of(c->table, vg_sv(c->word, c->len)), 1);
        if (c->len > 4 && c->word[c->len - 1] == 'w') /* plural of Bambara; rare elsewhere */
            vote(c, 1u << BM, 0.5);
    }
    c->len = 0;
}

static bool is_arabic(uint32_t cp)
{
    return (cp >= 0x600 && cp < 0x780) || (cp >= 0xFB50 && cp < 0xFE00) ||
           (cp >= 0xFE70 && cp < 0xFEFF);
}

static void count(struct counter *c, struct vg_sv text)
{
    const char *p = text.p, *end = text.p + text.n;

    while (p < end) {
        uint32_t cp = vg_utf8_lower(vg_utf8_next(&p, end));

        if (!vg_utf8_is_letter(cp)) {
            end_word(c);
            continue;
        }
        c->n_letters++;
        c->n_arabic += is_arabic(cp);
        c->n_foreign += cp >= 0x370 && !is_arabic(cp) && !(cp >= 0x1E00 && cp < 0x1F00);
        vote(c, langs_of_letter(cp), 0.3);
        if (c->len + 4 <= MAX_WORD)
            c->len += vg_utf8_encode(cp, c->word + c->len);
    }
    end_word(c);
}

const char *vg_lang_guess(struct vg_sv text)
{
    struct table table = {0};
    struct counter c = {.table = &table};
    int best = 0, second = 1;

    if (text.n > MAX_BYTES)
        text.n = MAX_BYTES;
    if (!text.n)
        return "";
    fill(&table);
    count(&c, text);
    if (c.n_arabic * 2 > c.n_letters)
        return "ar";
    if (c.n_foreign * 3 > c.n_letters || c.n_words < MIN_WORDS)
        return "";
    for (int i = 1; i < LANG_COUNT; i++) {
        if (c.score[i] > c.score[best]) {
            second = best;
            best = i;
        } else if (second == best || c.score[i] > c.score[second]) {
            second = i;
        }
    }
    if (c.score[best] < MIN_SHARE * (double)c.n_words || c.score[best] < 1.1 * c.score[second])
        return "";
    return codes[best];
}
