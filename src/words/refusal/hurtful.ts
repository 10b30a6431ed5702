import { patternOf, readingsOf } from '#src/crowd/typed/plainWords.ts';

/**
 * Words that hurt whole groups of people, threats and the worst abuse: refused wherever a member
 * can type, since a panel shows them to all and Google would get them. Swear words beside music
 * are none of this (`INSULTS` in patterns.ts).
 *
 * Whole words, separated by `|`, in lower case and without accents; `*` stands for any ending.
 */
const SPACED: readonly string[] = [
  // English
  'nigger*|nigga|niggas|niggaz|nigguh|sand nigger*|faggot*|faggy|kike|kikes|spic|spics|wetback*|beaner*|gook|gooks|chinks|zipperhead*|raghead*|towelhead*|camel jockey*|coons|darkie*|darky|jigaboo*|porch monkey*|pickaninny|paki|pakis|japs|tranny|trannies|shemale*|retarded|retards|libtard*|mongoloid*|cunt|cunts|rape|rapes|raping|rapist*|raped|pedo|pedos|pedophil*|paedophil*|child porn*|kill yourself|kill your self|kys|hang yourself|neck yourself|go die|die in a fire|hope you die|i will kill you|ill kill you|slit your wrists|heil hitler|hitler*|sieg heil|nazi|nazis|white power|white pride|kkk|ku klux klan|race war|gas the jews|gas them all|gas chamber*|death to jews|death to muslims|death to gays|death to arabs|death to israel|death to america|kill all jews|kill all muslims|kill all arabs|kill all blacks|kill all whites|kill all gays|kill all women|kill all men|kill all immigrants|kill all trans*|kill the jews|kill the gays|kill the blacks|dirty jew*|filthy jew*|dirty arab*|dirty black*|14 88|1488|holohoax|untermensch*|subhuman*',
  // German
  'neger|negern|negerin|kanake|kanaken|kanacke*|schlitzauge*|judensau|judenschwein*|scheiss juden|scheissjude*|drecksjude*|saujude*|scheiss auslander|scheiss auslaender|auslander raus|auslaender raus|kummelturke*|kuemmeltuerke*|schwuchtel*|spasti|spast|missgeburt*|vergasen|vergast|fotze|fotzen|hurensohn*|bring dich um|hang dich auf|haeng dich auf|kinderficker*|ab nach auschwitz',
  // Spanish
  'maricon|maricones|maricona|sudaca|sudacas|negrata|negratas|moros de mierda|moro de mierda|gitano de mierda|judio de mierda|negro de mierda|puto negro|putos negros|putos moros|panchito|panchitos|travelo|marimacho|subnormal|hijo de puta|hijos de puta|hijoputa|matate|te voy a matar|muerte a los *',
  // French
  'bougnoule*|negresse*|bamboula*|youpin*|bicot|bicots|bougnoul*|chinetoque*|sale pede*|gros pede*|tarlouze*|tafiole*|sale juif*|sale arabe*|sale noir*|sale negre*|sales juifs|sales arabes|sales noirs|nique ta mere|nique ta race|fils de pute|va mourir|suicide toi|mort aux *',
  // Portuguese
  'viado|viados|baitola*|boiola*|traveco*|preto de merda|pretos de merda|macaco preto|judeu de merda|filho da puta|filha da puta|filhos da puta|se mata|vai morrer|morte aos *',
  // Russian
  'ниггер*|нигга|жид|жиды|жидов|жидовск*|пидор*|пидар*|пидр|пидры|педик|педики|хач|хачи|чурка|чурки|чурок|черножоп*|узкоглаз*|гомосек*|хохлы|хайль*|гитлер*|зиг хаиль|убеи себя|сдохни|сдохните|умри тварь|смерть евреям|смерть жидам|смерть черным|смерть геям|ебан*|еби себя|шлюха|шлюхи|уебок|уебки|мразь',
  // Ukrainian, Bulgarian, Serbian
  'москаляку на гиляку|убии себе|циганин мръсен|шиптар*|убиј се',
  // Greek
  'πουστη|πουστης|πουστηδες|αραπη|αραπης|αραπηδες|χιτλερ|γαμησου|ψοφα|μουνι|πουτανα|πουτανες|θανατος στους *',
  // Arabic
  'شرموط*|ابن الشرموط*|قحبه|قحبة|شرموطة|كس امك|كسمك|ابن الكلب|خول|لوطي|الموت ل*|اقتل نفسك|هتلر|يهودي قذر|يا زنجي|زنجي|نيك امك|منيوك',
  // Hebrew
  'כושי|כושים|ערבוש|ערבושים|מוות ל*|היטלר|בן זונה|זונה|קוקסינל|תמות|תתאבד|שרמוטה|מניאק',
  // Hindi
  'मादरचोद|बहनचोद|भेनचोद|चूतिया|चुतिया|भंगी|चमार|कटुआ|कटुए|रंडी|रण्डी|हरामी|हरामजादा|हरामज़ादा|हिटलर|भोसडीके|भोसड़ीके|गांडू|हिजड़ा|हिजडा',
];

/** So plain that they count inside of a run of letters, too; a snigger and a niggard are none. */
const RUNS = /(?<!s)n+i+g+g+(?:e+r|a(?!r))|f+a+g+g+o+t/u;
/** Without their accents these are other words. */
const ACCENTED = /(?<!\p{L})(?:nègre|pédé)s?(?!\p{L})/u;

/** In scripts without spaces, or whose endings grow onto a word: anywhere. */
const ANYWHERE: readonly string[] = [
  '死ね|(?<![\\p{Script=Hiragana}\\p{Script=Han}])しね|ニガー|チャンコロ|(?<!印度)支那(?!そば|ソバ|竹)|シナ人|黒んぼ|クロンボ|気違い|キチガイ|きちがい|チョン公|クソチョン|在日死|ホモ野郎|殺すぞ|ぶっ殺|ヒトラー|くたばれ|穢多',
  '黑鬼|尼哥|(?<!体)操你|肏你|傻[逼屄]|死全家|婊子|基佬|希特勒|杀光|殺光|鬼子(?!母)|去死(?!海)|贱[人货]|賤[人貨]|鸡奸|死同性恋',
  '씨발|시발(?!점)|ㅅㅂ|병신|짱깨|쪽바리|쪽발이|깜둥이|검둥이|개새끼|죽어라|창녀|똥꼬충|히틀러|자살해|미친년|니거(?!든|나)',
  'เหี้ย|ไอ้ควาย|อีดอก|เย็ดแม่|ไอ้สัตว์|ไปตาย|ฮิตเลอร์',
];

/** What is none of it although it looks like it. */
const HARMLESS = /maine coons|spic and span|anti nazis?|nazi punks/gu;

const WORDS = new RegExp(
  `(?<= )(?:${SPACED.flatMap((list) => list.split('|').map(patternOf)).join('|')})(?= )`,
  'u',
);
const PARTS = new RegExp(ANYWHERE.join('|'), 'u');

/** Whether a text holds a word that hurts, however it is spelt to get through. */
export function isHurtful(text: string): boolean {
  if (ACCENTED.test(text.normalize('NFKC').toLowerCase())) return true;
  return readingsOf(text).some((reading) => {
    const words = reading.replace(HARMLESS, '');
    return WORDS.test(words) || RUNS.test(words) || PARTS.test(words.replaceAll(' ', ''));
  });
}
