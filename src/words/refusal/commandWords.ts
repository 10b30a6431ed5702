import { type Told, tell } from '#src/texts/texts.ts';
import { compact, fold } from '../lexicon/fold.ts';
import { cleanRequest } from '../reading/clean.ts';

type AboutCommand =
  | 'stop'
  | 'pause'
  | 'resume'
  | 'skip'
  | 'reset'
  | 'undo'
  | 'now'
  | 'help'
  | 'volume';

/**
 * Words for the bot rather than for the music, with what to tell whoever types them into
 * `/lyria play`. Case, accents, spaces and hyphens do not count.
 */
const COMMANDS: readonly { readonly words: string; readonly about: AboutCommand }[] = [
  {
    words:
      'stop|stop it|stop the music|stop music|stop playing|stop playback|end|end the music|turn it off|turn off|turn off the music|quit|leave|disconnect|go away|shut down|stopp|halt|anhalten|hoer auf|aufhoeren|mach aus|ausmachen|ausschalten|musik aus|mach die musik aus|para|parar|para la musica|deten|detente|apaga|apaga la musica|arrete|arreter|arrete la musique|stop la musique|coupe la musique|eteins|pare|parar a musica|para a musica|desliga|desligar|止めて|とめて|停止|ストップ|音楽を止めて|終了|やめて',
    about: 'stop',
  },
  {
    words:
      'pause|pause it|pause the music|pause music|hold on|wait|hold|pausieren|pausiere|warte|pausa|pausar|pausa la musica|espera|pause la musique|mets en pause|mettre en pause|attends|pausa a musica|一時停止|ポーズ|待って',
    about: 'pause',
  },
  {
    words:
      'resume|continue|unpause|go on|carry on|keep playing|weiter|weitermachen|weiterspielen|fortsetzen|mach weiter|continua|continuar|sigue|seguir|reanuda|reanudar|reprends|reprendre|reprise|retomar|再開|続けて|続き',
    about: 'resume',
  },
  {
    words:
      'skip|skip it|skip one|skip forward|can you skip|skip this|skip song|skip track|skip this song|next|next one|next song|next track|another|another one|another song|another track|new song|new track|play another one|play the next one|ueberspringen|naechstes|naechstes lied|naechster song|noch eins|noch einer|ein anderes lied|anderes lied|siguiente|siguiente cancion|otra|otra cancion|otra mas|salta|saltar|suivant|suivante|chanson suivante|un autre|une autre|encore un|passer|proxima|proxima musica|outra|mais uma|pular|pula|次|次の曲|スキップ|別の曲|もう一曲',
    about: 'skip',
  },
  {
    words:
      'reset|restart|start over|start again|from the top|neustart|neu starten|zuruecksetzen|von vorn|reinicia|reiniciar|empieza de nuevo|redemarre|redemarrer|recommence|recommencer|reinicie|recomecar|リセット|最初から',
    about: 'reset',
  },
  {
    words:
      'undo|revert|go back|go back before|back before|bring back before|bring back old mix|old mix|mix before|as it was before|take it back|change it back|back|previous|previous song|last song|rueckgaengig|zurueck|mach das rueckgaengig|deshacer|deshaz|atras|anterior|annuler|annule|retour|precedent|desfazer|desfaz|voltar|元に戻して|戻して|戻る|取り消し|前の曲',
    about: 'undo',
  },
  {
    words:
      'what is this|whats this|what is this song|whats this song|what is that song|what song is this|which song is this|what song is playing|what is playing|whats playing|name of the song|song name|was laeuft|was laeuft gerade|welches lied ist das|wie heisst das lied|que suena|que cancion es esta|como se llama esta cancion|c est quoi|c est quoi cette chanson|quelle est cette chanson|quelle chanson|que musica e essa|qual e essa musica|nome da musica|この曲は何|何の曲|曲名|この曲の名前',
    about: 'now',
  },
  {
    words:
      'help|help me|how does this work|how do i use this|how do you work|what can you do|what can i do|commands|info|manual|hilfe|hilf mir|befehle|anleitung|wie geht das|was kannst du|ayuda|comandos|aide|aidez moi|commandes|ajuda|ヘルプ|使い方|助けて|何ができる',
    about: 'help',
  },
  {
    words:
      'louder|much louder|volume|volume up|turn up|turn up the volume|quieter|volume down|turn it down|turn down|turn down the volume|too loud|too quiet|mute|unmute|lauter|leiser|zu laut|zu leise|lautstaerke|mach lauter|mach leiser|stumm|sube el volumen|baja el volumen|mas alto|mas bajo|mas fuerte|volumen|subele|subelo|bajale|bajalo|subele volumen|bajale volumen|mas volumen|menos volumen|silencio|plus fort|augmente volume|baisse volume|monte volume|augmente son|sobe volume|abaixa som|aumenta som|aumenta|abaixa|moins fort|monte le son|baisse le son|trop fort|mais alto|mais baixo|aumenta o volume|abaixa o volume|muito alto|音量|音量上げて|音量下げて|うるさい|もっと大きく|もっと小さく|静かに|ミュート',
    about: 'volume',
  },
];

/** What may stand between the words of a command without changing what it means. */
const BETWEEN =
  /\b(?:the|this|that|these|it|its|a|an|my|our|one|to|what|we|i|had|was|were|us|is|der|die|das|den|dem|es|wir|zu|el|la|los|lo|un|una|le|les|l|o|os|um|uma|de|du|do|da|please)\b/gu;

/** Longer requests are about something. */
const LONGEST_REQUEST = 60;
/** What is said out of politeness, and whom it is said to. */
const POLITE =
  /\b(?:please|pls|plz|now|bot|lyria|lyrebird|can you|could you|bitte|jetzt|mal|por favor|porfa|s'il te plait|s il te plait|stp|svp)\b|ください|下さい|お願いします?/gu;

const TEXTS: ReadonlyMap<string, Told> = new Map(
  COMMANDS.flatMap(({ words, about }) =>
    words.split('|').map((word) => [key(word), tell(`request.${about}`)] as const),
  ),
);
/** The same by the words that matter, in whatever order: of phrases with more than one of them. */
const BAGS: ReadonlyMap<string, Told> = new Map(
  COMMANDS.flatMap(({ words, about }) =>
    words.split('|').flatMap((phrase) => {
      const bag = bagOf(phrase);
      // One word alone can mean music.
      return bag.includes(' ') ? [[bag, tell(`request.${about}`)] as const] : [];
    }),
  ),
);

/** What to answer to a request that means one of the bot's commands; undefined for all others. */
export function commandAnswer(request: string): Told | undefined {
  if (request.length > LONGEST_REQUEST) return undefined;
  const asked = cleanRequest(request).toLowerCase().replace(POLITE, ' ');
  const exact = TEXTS.get(key(asked));
  if (exact !== undefined) return exact;
  const bag = bagOf(asked);
  return BAGS.get(bag) ?? TEXTS.get(bag);
}

/** The words that matter, in order of the alphabet. */
function bagOf(phrase: string): string {
  const words =
    fold(phrase)
      .replace(BETWEEN, ' ')
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.toSorted().join(' ');
}

function key(words: string): string {
  return compact(words).replace(/[^\p{L}\p{N}]+/gu, '');
}
