"""Word lists of the baseline, written from general knowledge.

Countries and capitals are those of the Arab League, Central Asia and the G20, whether the sample
names them or not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from docs.extractors.corpus import fold


def one_of(words: Iterable[str]) -> str:
    """A pattern for any of these words, the longest first, as folded text spells them."""
    return "|".join(sorted((re.escape(fold(word).text) for word in words), key=len, reverse=True))


def table(text: str) -> dict[str, str]:
    """Folded word to what it means, from lines such as `what: one, another`."""
    rows = (line.split(":", 1) for line in text.strip().splitlines())
    return {
        fold(word.strip()).text: value.strip() for value, words in rows for word in words.split(",")
    }


MONTHS = table("""
1: يناير, كانون الثاني, January, Jan.
2: فبراير, شباط, February, Feb.
3: مارس, آذار, March
4: أبريل, نيسان, April
5: مايو, أيار, May
6: يونيو, حزيران, June
7: يوليو, تموز, July
8: أغسطس, آب, August, Aug.
9: سبتمبر, أيلول, September, Sept.
10: أكتوبر, تشرين الأول, October, Oct.
11: نوفمبر, تشرين الثاني, November, Nov.
12: ديسمبر, كانون الأول, December, Dec.
""")

WEEKDAYS = table("""
0: الاثنين, الإثنين, Monday
1: الثلاثاء, Tuesday
2: الأربعاء, Wednesday
3: الخميس, Thursday
4: الجمعة, Friday
5: السبت, Saturday
6: الأحد, Sunday
""")

PARTS = table("""
MO: صباح, صباحا, فجر, فجرا, قبل ظهر, morning
MI: ظهر, ظهرا, noon
AF: بعد ظهر, عصر, عصرا, afternoon
EV: مساء, evening
NI: ليل, ليلا, ليلة, night
""")

UNITS = table("""
TM: دقيقة, دقائق, minute, minutes
TH: ساعة, ساعات, hour, hours
D: يوم, يوما, أيام, day, days
W: أسبوع, أسبوعا, أسابيع, week, weeks
M: شهر, شهرا, أشهر, month, months
Y: عام, عاما, أعوام, سنة, سنوات, year, years
""")

DUALS = table("""
TH: ساعتين, ساعتان
D: يومين, يومان
W: أسبوعين, أسبوعان
M: شهرين, شهران
Y: عامين, عامان, سنتين
""")

NUMBERS = {
    word: int(value)
    for word, value in table("""
1: one, an, a
2: اثنان, اثنين, two
3: ثلاثة, ثلاث, three
4: أربعة, أربع, four
5: خمسة, خمس, five
6: ستة, ست, six
7: سبعة, سبع, seven
8: ثمانية, ثماني, eight
9: تسعة, تسع, nine
10: عشرة, عشر, ten
11: eleven
12: twelve
13: thirteen
14: fourteen
15: fifteen
20: عشرين, عشرون, twenty
30: ثلاثين, ثلاثون, thirty
40: أربعين, أربعون, forty
50: خمسين, خمسون, fifty
60: ستين, ستون, sixty
70: سبعين, سبعون, seventy
80: ثمانين, ثمانون, eighty
90: تسعين, تسعون, ninety
100: مئة, مائة
1000: ألف
""").items()
}

ORDINALS = table("""
1: الأولى, الواحدة
2: الثانية
3: الثالثة
4: الرابعة
5: الخامسة
6: السادسة
7: السابعة
8: الثامنة
9: التاسعة
10: العاشرة
11: الحادية عشرة
12: الثانية عشرة
""")

BOUNDS = table("""
APPROX: نحو, قرابة, زهاء, حوالي, about, around, some
MORE_THAN: أكثر من, ما يزيد على, more than, over
LESS_THAN: أقل من, less than, fewer than
EQUAL_OR_MORE: ما لا يقل عن, at least
EQUAL_OR_LESS: ما لا يزيد على, up to, at most
""")

OUTCOMES = table("""
killed: قتيل, قتيلا, قتلى, killed, dead, died
wounded: جريح, جريحا, جرحى, مصاب, مصابا, مصابين, wounded, injured, hurt
missing: مفقود, مفقودا, مفقودين, missing
""")

COUNTRIES = """
الأردن, الإمارات, البحرين, تونس, الجزائر, جزر القمر, جيبوتي, السعودية, السودان, سوريا,
الصومال, العراق, عمان, فلسطين, قطر, الكويت, لبنان, ليبيا, مصر, المغرب, موريتانيا, اليمن,
أفغانستان, أوزبكستان, تركمانستان, طاجيكستان, قرغيزستان, قيرغيزستان, كازاخستان, الأرجنتين,
أستراليا, ألمانيا, إندونيسيا, إيطاليا, البرازيل, بريطانيا, تركيا, جنوب أفريقيا, روسيا, الصين,
فرنسا, كندا, كوريا الجنوبية, المكسيك, الهند, الولايات المتحدة, اليابان, Jordan, Bahrain,
Tunisia, Algeria, Comoros, Djibouti, Saudi Arabia, Sudan, Syria, Somalia, Iraq, Oman,
Palestine, Qatar, Kuwait, Lebanon, Libya, Egypt, Morocco, Mauritania, Yemen,
United Arab Emirates, Afghanistan, Uzbekistan, Turkmenistan, Tajikistan, Kyrgyzstan,
Kazakhstan, Argentina, Australia, Germany, Indonesia, Italy, Brazil, Britain, Turkey,
South Africa, Russia, China, France, Canada, South Korea, Mexico, India, United States,
Japan
"""

CAPITALS = """
أبوظبي, المنامة, موروني, الرياض, الخرطوم, دمشق, مقديشو, بغداد, مسقط, القدس, الدوحة, بيروت,
طرابلس, القاهرة, الرباط, نواكشوط, صنعاء, كابول, طشقند, عشق آباد, دوشنبه, بيشكيك, أستانا,
بوينس آيرس, كانبيرا, برلين, جاكرتا, روما, برازيليا, لندن, أنقرة, بريتوريا, موسكو, بكين,
باريس, أوتاوا, سيول, مكسيكو, نيودلهي, واشنطن, طوكيو, Amman, Abu Dhabi, Manama, Tunis,
Algiers, Moroni, Riyadh, Khartoum, Damascus, Mogadishu, Baghdad, Muscat, Jerusalem, Doha,
Beirut, Tripoli, Cairo, Rabat, Nouakchott, Sanaa, Kabul, Tashkent, Ashgabat, Dushanbe,
Bishkek, Astana, Buenos Aires, Canberra, Berlin, Jakarta, Rome, London, Ankara, Pretoria,
Moscow, Beijing, Paris, Ottawa, Seoul, Mexico City, New Delhi, Washington, Tokyo
"""

# Descriptions that the guideline names.
NOMINALS = table("""
country: البلاد
city: العاصمة, المدينة, the capital
region: the south, the north, the east, the west
""")

# Words of the kind of place: those before a name stay outside the span, or belong to it.
BEFORE = table("""
city: مدينة, قرية, بلدة, city of, town of, village of
region: ولاية, محافظة, إقليم, province of, region of
""")
INSIDE = table("""
facility: مطار, معبر, ساحة, مستشفى, مرفأ, ميناء, سد, قاعدة
area: وادي, حقل, بحيرة
""")
AFTER = table("""
facility: airport, Airport, Hospital, Square, Palace
area: valley, Valley, Island, River
""")

TITLES = """
President, Presidents, Prime Minister, Minister, minister, Mr., Mrs., Ms., General,
Commissioner, Governor, Senator, King, Queen, spokesman, spokeswoman, brother, president,
counterpart, الرئيس, رئيس, رئيسة, الحكومة, الوزراء, الوزير, وزير, وزيرة, الدفاع, الداخلية,
الخارجية, الصحة, النائب, الأمين العام, المتحدث باسمه, الجنرال, الملك, الأمير, السيد, السيدة
"""
