"""Endings and beginnings that words may take in each language: data for the search, so that an inflected word finds the others.

Light on purpose: the shortest list that brings the forms of a noun together, not a grammar. Each row is
``(letters that must be left, how often an ending is taken off, beginnings, endings)``; the script folds and sorts them.
"""

from __future__ import annotations

Table = tuple[int, int, str, str]

_PERSIAN = "هایشان هایتان هایمان هایی های ها ترین تر شان تان مان ام ات اش ای ی ان یی ۀ"
_RUSSIAN = (
    "иями ями ами иях ях ах ием ией иям ям ам ого его ому ему ыми ими ует ают яют ать ять ить еть ет ут ют ит ат ят "
    "ость ости остью ый ий ой ая яя ое ее ые ие ую юю ых их ым им ом ем ов ев ей ою ею ия ии ию ье ья а я о е ы и у ю ь й"
)
_UKRAINIAN = (
    "ями ами иями ях ах іях ям ам іям ого його ому йому еві ові єві ими іми ість ості істю ати яти ити іти увати ує ують ають "
    "ий ій ої ою єю ею а я о е є и і ї у ю ь й их іх им ім ом ем єм ів їв ей ям ить ить ять ать ання ення янь ань ень ію ія ії ні"
)

TABLES: dict[str, Table] = {
    "sv": (3, 1, "", "ningarna ingarna ningar ingar ningen ingen ning ing ernas arnas ornas heterna heten heter erna arna orna arnas aren aret ades anden ande are ens ets ers ars ors "
        "en et er ar or an na ad at as es dda da n a e t s r d"),
    "en": (3, 1, "", "ations ation ings ing ies ied edly ed es ers er ly s e y"),
    "ar": (3, 2, "وبال وال بال كال فال لل ال", "اتها اتهم اتكم اتك هما كما تها تهم تكم ات ين ون ان ها هم هن كم نا ية ته تي تك ة ي ه ك ا"),
    "fa": (2, 2, "", _PERSIAN),
    "prs": (2, 2, "", _PERSIAN),
    "ps": (3, 1, "", "ونو ونه انو ګانې ګانو ګان ان یو ې ۍ ي و ه ې"),
    "ckb": (3, 2, "", "ەکانی ەکان ەکەی ەکە کانی کان کەی کە یەکان ێک یەک ەوە ەی انی ان ی ە تان مان یان"),
    "kmr": (3, 1, "", "eke ekî ekê yên yan ên ekan an en in ek ê a e î o"),
    "ti": (2, 1, "ንናይ ካብ ናብ ን ብ ዝ ከ", "ታትኩም ኹምን ታትን ታት ትኩም ኩም ኹም ክን ኹን ካን ን"),
    "so": (3, 2, "", "yaashooda yaashiisa yaashaada yaashii yaasha yaal yaha yada ooyinka ooyin iinka kaaga kaada taada gaaga gaada haaga daada kayga tayda "
        "keeda kiisa teeda tiisa kooda tooda kii tii gii dii hii shii ka ta ga da ha sha ku tu gu du hu ra la aan o a i u"),
    "uk": (3, 1, "", _UKRAINIAN),
    "ru": (3, 1, "", _RUSSIAN),
    "pl": (3, 1, "", "ościami ościach ości ość eniem enia enie aniem ania anie owania owanie iami ami iach ach iom om owi iem em ego iego emu iemu "
        "ymi imi ych ich ym im ów iej ej ie ią ę ą a e i y o u ą ć my cie sz"),
    "tr": (3, 4, "", "larımızın lerimizin larınızın lerinizin larının lerinin larında lerinde larından lerinden ların lerin larına lerine lara lere larda lerde "
        "lardan lerden ları leri lar ler ının inin unun ünün nın nin nun nün ndan nden nda nde dan den tan ten da de ta te ımız imiz "
        "ınız iniz unuz ünüz yor ıyor iyor uyor üyor orum yorum ıyorum iyorum uyorum üyorum mak mek ım im um üm ın in un ün "
        "sı si su sü yı yi yu yü ya ye na ne ı i u ü a e"),
    "es": (3, 1, "", "aciones ación amente mente ados adas ado ada idos idas ido ida ares ar er ir es as os a o e s"),
    "fr": (3, 1, "", "ations ation ements ement eurs eur euses euse iers ier ières ière ées ée és é es er ez ent e s x"),
}  # fmt: skip
"""By language code; a language that is not here (Thai, whose words do not change) is searched as it is written."""

FREE_OF_SPACES = ("ti",)
"""Languages whose words are often written together: two that stand side by side are found as one, everywhere in the text."""


def tables(codes: tuple[str, ...]) -> dict[str, list[object]]:
    """The tables of some languages as the script reads them; easy Swedish has that of Swedish."""
    found = {code: TABLES.get("sv" if code == "lattlast" else code) for code in codes}
    return {code: [row[0], row[1], row[2].split(), row[3].split()] for code, row in found.items() if row}
