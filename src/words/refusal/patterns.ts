/**
 * What requests look like that are not about music, in folded text: lower case, without accents,
 * umlauts written out.
 */

/** Attempts to be an instruction to whoever reads the request. */
export const INSTRUCTIONS: readonly RegExp[] = [
  /\b(?:ignor\w*|disregard|forget|override|bypass|vergiss|missachte|umgehe|olvid\w*|oubli\w*|esque[cs]\w*|desconsider\w*)\b.{0,40}\b(?:instruc\w*|instrucc?ion\w*|rules?|prompts?|guidelines|anweisung\w*|regeln|vorgaben|reglas|consignes?|regles|regras|directives)\b/u,
  /\b(?:system[\s-]?prompt\w*|api[\s-]?(?:key|schluessel|token)|(?:cle|clave|chave)(?: de)? api|passwor[dt]\w*|contrasena|mot de passe|senha|secret key|access token|environment variables?|prompt (?:de |do |del )?sistema|prompt systeme)\b/u,
  /\b(?:you are now|from now on you|act as an?|pretend (?:to be|you)|du bist jetzt|ab jetzt bist du|ahora eres|actua como|tu es maintenant|agora voce e|developer mode|jailbreak)\b/u,
  /\b(?:system|assistant|developer|user)\s?:/u,
  // Data that is to be taken for somebody else's: `"config":`.
  /["'“”]\w+["'“”]\s?:/u,
  /(?:指示|命令|ルール|設定).{0,12}(?:無視|忘れ)|システムプロンプト|apiキー|パスワード|あなたは今から/u,
];

/** Insults and filth. A word such as these beside a genre is just somebody's way of asking. */
export const INSULTS: readonly RegExp[] = [
  /\b(?:fuck (?:off|you|this|u)|fuck|stfu|idiots?|shut up|bitch\w*|assholes?|cunts?|morons?|kys|kill your ?self|piece of shit|dumbass\w*|bastards?|suck my|go to hell|you suck|hate you|stupid|loser|dick ?head|wanker|whore|slut)\b/u,
  /\b(?:fresse|arschloch\w*|wichser|hurensohn|fick\w*|verpiss\w*|scheiss\w*|dummkopf|missgeburt|bloedmann|spast\w*|depp|trottel|schlampe|dumm\w*)\b/u,
  /\b(?:idiotas?|mierda|putas?|puto|cabron\w*|gilipollas|pendej[oa]s?|imbecil\w*|estupid[oa]s?|hijo de puta|maricon|tont[oa]|callate)\b/u,
  /\b(?:connards?|connasse|gueule|salopes?|putain|encule\w*|debile|nique|abrutis?|merde|batard|imbecile|ferme la|cretin)\b/u,
  /\b(?:merda|caralho|porra|filh[oa] da puta|fod\w*|tomar no cu|otari[oa]|cuzao|burr[oa]|babaca|cala a boca)\b/u,
  /死ね|バカ|馬鹿|アホ|くそ|クソ|きもい|キモい|うざい|ウザい|消えろ|ボケ|殺す|黙れ|ゴミ/u,
];

/** Questions that want an answer rather than music; some only with a question mark. */
export const QUESTIONS: readonly RegExp[] = [
  /^(?:what(?! about)|whats|who|whos|when|where|why|how(?! about))\b(?:.*\?|(?: \S+){3,})/u,
  /^(?:which|wer|wie(?! waer)|wieso|wo|wann|warum|welche[rsn]?|weshalb|was)\b.*\?/u,
  /^(?:que|quien|cual|cuando|cuant\w+|donde|por que|como)\b.*\?/u,
  /^(?:quel\w*|qui|quand|pourquoi|comment|combien|ou est|qu est ce)\b.*\?/u,
  /^(?:quem|qual|quando|quant\w+|onde|o que)\b.*\?/u,
  /(?:何|誰|いつ|どこ|なぜ|どうして|いくつ|どの|いくら).*(?:か|の)?[?？]|(?:何|誰|いつ|どこ|なぜ|どうして|いくつ|いくら).*(?:ですか|ますか)/u,
];
/** Questions that may be a way to ask for music, too. */
export const YES_NO_QUESTIONS: readonly RegExp[] = [
  /^(?:is|are|does|do|did|will|was|has|have|ist|sind|hat|wird|gibt es|es|est ce|hay|tem|ha)\b.*\?/u,
];

/** Tasks and subjects of other trades. */
export const OTHER_SUBJECTS: readonly RegExp[] = [
  /\b(?:write|writing|schreib\w*|escrib\w*|ecri[st]\w*|escrev\w*|redact\w*)\b.*\b(?:essay|poem|story|code|script|email|mail|letter|homework|function|program\w*|aufsatz|gedicht|hausaufgabe\w*|brief|ensayo|poema|carta|codigo|redaccion|poeme|lettre|dissertation|texte|redacao|text)\b/u,
  /\b(?:python|javascript|java|sql|html|recipes?|rezept\w*|recetas?|recettes?|receitas?|bitcoin|crypto|stock price|stocks|translate|uebersetz\w*|traduc\w*|traduis\w*|traduz\w*|hauptstadt|capital (?:of|de)|capitale de|praesident\w*|president\w*|wetterbericht|weather|wetter|meteo|jokes?|witz\w*|chistes?|blagues?|piadas?|aktien\w*|bundesliga|fussball\w*|football|soccer|pizza|calculat\w*|equation|math|mathe|tax\w*|steuer\w*|election|wahlen|medicine|doctor|arzt|lawyer|solve|explain|erklaer\w*|explica\w*|expliqu\w*|search for|google|youtube|download|kaufen|buy|order|bestell\w*|remind|erinnere|alarm|wecker|timer|ban|kick|role|admin|server)\b/u,
  /\d\s*[+*/x×÷]\s*\d+\s*=?\s*\??$/u,
  /天気|翻訳|レシピ|株価|首都|大統領|総理|計算|教えて|宿題をやって|ジョーク|ニュース/u,
];

/** Fingers on the keyboard. */
export const MASHED =
  /asdf|sdfg|qwert|qwrt|zxcv|yxcv|hjkl|lkjh|jkl;|fdsa|(.)\1{3,}|[bcdfghjklmnpqrstvwxz]{6,}/u;
export const VOWELLESS = /^[bcdfghjklmnpqrstvwxz]{4,}$/u;
