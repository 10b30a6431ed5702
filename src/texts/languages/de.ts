import type { Catalogue } from './en.ts';

/** German. */
export const de: Catalogue = {
  language: 'Deutsch',
  'command.lyria.name': 'lyria',
  'command.lyria.description': 'Endlose Musik, live erfunden und von allen gesteuert, die zuhören',
  'command.play.name': 'spielen',
  'command.play.description': 'Endlose Musik in deinem Sprachkanal starten oder ändern, was läuft',
  'option.play.prompt.name': 'prompt',
  'option.play.prompt.description':
    'In deinen Worten: regnerischer Lo-Fi mit Klavier; etwas schneller; techno:2, pads:0.5',
  'command.vote.name': 'abstimmen',
  'command.vote.description': 'Über die Musik abstimmen; das siehst nur du',
  'command.propose.name': 'vorschlagen',
  'command.propose.description': 'Einen Prompt vorschlagen, über den alle abstimmen',
  'option.propose.prompt.name': 'prompt',
  'option.propose.prompt.description':
    'Ein Genre, ein Instrument oder eine Stimmung, zum Beispiel dreamy pads',
  'command.drop.name': 'streichen',
  'command.drop.description': 'Einen eigenen Vorschlag zurücknehmen (DJs: jeden)',
  'option.drop.prompt.name': 'prompt',
  'option.drop.prompt.description': 'Der Prompt, wie er im Panel steht',
  'command.tune.name': 'einstellen',
  'command.tune.description':
    'Tempo, Tonart, Klang und alle anderen Regler; ohne Angabe zeigt es sie',
  'option.tune.reset.name': 'zurücksetzen',
  'option.tune.reset.description': 'Wieder dem Modell überlassen',
  'choice.tune.reset.all': 'Alle Regler',
  'option.tune.number': '{help}: {range}',
  'command.panel.name': 'panel',
  'command.panel.description': 'Das Panel mit der Abstimmung hierher holen',
  'command.now.name': 'jetzt',
  'command.now.description': 'Was du gerade hörst und was als Nächstes kommt',
  'command.history.name': 'verlauf',
  'command.history.description': 'Was hier wann lief, mit Knöpfen zum Zurückholen',
  'command.recap.name': 'rückblick',
  'command.recap.description':
    'Ein Bild des Abends posten: was lief, wer was vorschlug, und die Abstimmungen',
  'option.recap.theme.name': 'design',
  'option.recap.theme.description':
    'Zu welchem Discord-Design das Bild passen soll; ohne Angabe dunkel',
  'choice.recap.theme.dark': 'Dunkel',
  'choice.recap.theme.light': 'Hell',
  'command.talk.name': 'sprechen',
  'command.talk.description': 'Dem DJ sagen, was du gern hören würdest',
  'option.talk.hands_free.name': 'freisprechen',
  'option.talk.hands_free.description':
    'Den DJ alles hören lassen, was du hier sagst, ohne Knopfdruck; er fragt dich vorher',
  'command.clip.name': 'clip',
  'command.clip.description':
    'Die letzten Sekunden als Datei posten, genau so, wie sie zu hören waren',
  'option.clip.seconds.name': 'sekunden',
  'option.clip.seconds.description': 'Wie viele; ohne Angabe 30',
  'command.pause.name': 'pause',
  'command.pause.description': 'Die Musik anhalten; mit /lyria weiter geht sie weiter',
  'command.resume.name': 'weiter',
  'command.resume.description': 'Nach einer Pause weiterspielen',
  'command.reset.name': 'neustart',
  'command.reset.description': 'Mit demselben Mix ein neues Stück beginnen',
  'command.undo.name': 'zurück',
  'command.undo.description':
    'Zurück zum Mix vor dem letzten neuen Mix, Tempo oder der letzten Tonart',
  'command.volume.name': 'lautstärke',
  'command.volume.description': 'Die Musik für alle lauter oder leiser stellen',
  'option.volume.percent.name': 'prozent',
  'option.volume.percent.description': 'Bei 100 bleibt sie, wie sie kommt',
  'command.stop.name': 'stopp',
  'command.stop.description': 'Die Musik beenden und den Sprachkanal verlassen, jetzt oder später',
  'option.stop.in.name': 'in',
  'option.stop.in.description':
    'Nach welcher Zeit, etwa 30m oder 1h 30m, mit langem Ausblenden; off: doch nicht',
  'command.help.name': 'hilfe',
  'command.help.description': 'Was du hier tun kannst, mit Beispielen zum Anklicken',
  'command.settings.name': 'einstellungen',
  'command.settings.description': 'Einstellungen zeigen oder ändern (dazu nötig: Server verwalten)',
  'option.settings.dj_role.name': 'dj_rolle',
  'option.settings.dj_role.description':
    'Wer diese Rolle hat, entscheidet allein (@everyone: keine DJ-Rolle)',
  'option.settings.who_may_vote.name': 'wer_stimmt',
  'option.settings.who_may_vote.description': 'Wessen Stimmen zählen',
  'choice.settings.who_may_vote.listeners': 'Alle, die zuhören',
  'choice.settings.who_may_vote.djs': 'Nur DJs',
  'option.settings.vote_half_life.name': 'halbwertszeit',
  'option.settings.vote_half_life.description':
    'Minuten, nach denen eine Stimme nur noch halb zählt; 0: Stimmen verblassen nicht',
  'option.settings.ramp.name': 'übergang',
  'option.settings.ramp.description': 'Sekunden, in denen die Musik einer Stimme folgt',
  'option.settings.always_on.name': 'immer_an',
  'option.settings.always_on.description':
    'Bleiben und den Platz behalten, auch wenn niemand zuhört',
  'option.settings.home.name': 'zuhause',
  'option.settings.home.description':
    'Ein Sprachkanal, in dem von selbst Musik läuft; das Panel steht dann in diesem Kanal hier',
  'option.settings.home_mix.name': 'zuhause_mix',
  'option.settings.home_mix.description':
    'Was dort läuft: ein Mix dieses Servers oder ein fertiger; off: kein Zuhause mehr',
  'option.settings.channel.name': 'kanal',
  'option.settings.channel.description':
    'Ein Kanal nur für das Panel; meine anderen Nachrichten verschwinden dort. Erneut gewählt: aus',
  'option.settings.channel_status.name': 'kanalstatus',
  'option.settings.channel_status.description':
    'Unter dem Namen des Sprachkanals zeigen, was läuft',
  'option.settings.talk.name': 'sprechen',
  'option.settings.talk.description':
    'Ob Mitglieder mit dem DJ sprechen dürfen; jedes wird vorher gefragt',
  'choice.settings.talk.off': 'Nein',
  'choice.settings.talk.spoken': 'Ja, und er antwortet laut',
  'choice.settings.talk.text': 'Ja, und er antwortet schriftlich',
  'option.settings.duck.name': 'absenken',
  'option.settings.duck.description':
    'Leiser, während jemand spricht. Mein Ton ist dafür an, aber ich entschlüssele nichts',
  'option.settings.hands_free.name': 'freisprechen',
  'option.settings.hands_free.description':
    'Ob Mitglieder den DJ alles hören lassen dürfen, was sie sagen; jedes wird vorher gefragt',
  'option.settings.volume_limit.name': 'lautstärkegrenze',
  'option.settings.volume_limit.description':
    'Das Lauteste, was /lyria lautstärke annimmt, in Prozent',
  'option.settings.language.name': 'sprache',
  'option.settings.language.description': 'In welcher Sprache das Panel hier steht',
  'choice.settings.language.server': 'Die Sprache des Servers',
  'option.settings.block.name': 'sperren',
  'option.settings.block.description':
    'Wörter, die hier niemand vorschlagen darf, mit Kommas; wort* für jede Endung',
  'option.settings.unblock.name': 'freigeben',
  'option.settings.unblock.description': 'Wörter, die wieder erlaubt sind, mit Kommas',
  'command.timeout.name': 'auszeit',
  'command.timeout.description':
    'Vorschläge eines Mitglieds eine Zeit lang stoppen (nötig: Server verwalten)',
  'option.timeout.member.name': 'mitglied',
  'option.timeout.member.description': 'Wessen Vorschläge; die Stimmen zählen weiter',
  'option.timeout.minutes.name': 'minuten',
  'option.timeout.minutes.description': 'Wie lange; 0 beendet es',
  'command.key.name': 'schlüssel',
  'command.key.description':
    'Einen Lyria-Schlüssel für diesen Server hinterlegen (nötig: Server verwalten)',
  'option.key.remove.name': 'entfernen',
  'option.key.remove.description': 'Den Schlüssel dieses Servers entfernen',
  'command.doctor.name': 'diagnose',
  'command.doctor.description': 'Nachsehen, was mich am Spielen hindert (nötig: Server verwalten)',
  'command.mix.name': 'mix',
  'command.mix.description': 'Mixe aufheben, zurückholen und weitergeben',
  'command.mix.show.name': 'zeigen',
  'command.mix.show.description': 'Die genauen Anteile der Abstimmung und die Gewichte im Moment',
  'command.mix.save.name': 'speichern',
  'command.mix.save.description': 'Unter einem Namen aufheben, was läuft, mit Anteilen und Reglern',
  'option.mix.save.name.name': 'name',
  'option.mix.save.name.description':
    'Wie er heißen soll; ein eigener Mix dieses Namens wird ersetzt',
  'option.mix.save.for.name': 'für',
  'option.mix.save.for.description': 'Für wen; ohne Angabe für diesen Server',
  'choice.mix.save.for.guild': 'Diesen Server',
  'choice.mix.save.for.member': 'Mich, auf jedem Server',
  'option.mix.save.code.name': 'code',
  'option.mix.save.code.description': 'Ein Code, den jemand gepostet hat, statt dem, was läuft',
  'command.mix.load.name': 'laden',
  'command.mix.load.description':
    'Einen gespeicherten Mix, einen deiner Favoriten oder einen fertigen Mix spielen',
  'option.mix.load.name.name': 'name',
  'option.mix.load.name.description': 'Sein Name, oder ein Code, den jemand gepostet hat',
  'command.mix.delete.name': 'löschen',
  'command.mix.delete.description':
    'Einen Mix löschen, den du gespeichert hast (DJs: jeden dieses Servers)',
  'option.mix.delete.name.name': 'name',
  'option.mix.delete.name.description': 'Sein Name',
  'command.mix.list.name': 'liste',
  'command.mix.list.description':
    'Die Mixe, die auf diesem Server gespeichert sind, und deine Favoriten',
  'command.mix.share.name': 'teilen',
  'command.mix.share.description':
    'Posten, was läuft, oder einen Mix, als Code für jeden Server mit Lyrebird',
  'option.mix.share.name.name': 'name',
  'option.mix.share.name.description': 'Ein gespeicherter Mix; ohne Angabe das, was läuft',
  'command.mix.export.name': 'exportieren',
  'command.mix.export.description':
    'Die Mixe dieses Servers als JSON-Datei (nötig: Server verwalten)',
  'command.mix.import.name': 'importieren',
  'command.mix.import.description':
    'Mixe aus einer exportierten Datei hinzufügen (nötig: Server verwalten)',
  'option.mix.import.file.name': 'datei',
  'option.mix.import.file.description':
    'Ein Mix gleichen Namens wird ersetzt; alle anderen bleiben',

  'control.bpm.option': 'bpm',
  'control.bpm.help': 'Tempo in Schlägen pro Minute',
  'control.bpm.noun': 'Tempo',
  'control.bpm.the': 'das Tempo',
  'control.bpm.more.word': 'schneller',
  'control.bpm.more.label': 'Schneller',
  'control.bpm.less.word': 'langsamer',
  'control.bpm.less.label': 'Langsamer',
  'control.scale.option': 'tonart',
  'control.scale.help': 'Tonart, etwa D-Dur / h-Moll',
  'control.scale.noun': 'Tonart',
  'control.scale.the': 'die Tonart',
  'control.density.option': 'dichte',
  'control.density.help': 'Von wenigen Tönen bis zu vielen',
  'control.density.noun': 'Dichte',
  'control.density.the': 'die Dichte',
  'control.density.more.word': 'dichter',
  'control.density.more.label': 'Dichter',
  'control.density.less.word': 'luftiger',
  'control.density.less.label': 'Luftiger',
  'control.brightness.option': 'helligkeit',
  'control.brightness.help': 'Von dunkel bis hell',
  'control.brightness.noun': 'Helligkeit',
  'control.brightness.the': 'die Helligkeit',
  'control.brightness.more.word': 'heller',
  'control.brightness.more.label': 'Heller',
  'control.brightness.less.word': 'dunkler',
  'control.brightness.less.label': 'Dunkler',
  'control.muteDrums.option': 'ohne_drums',
  'control.muteDrums.help': 'Ohne Schlagzeug spielen',
  'control.muteDrums.said': 'ohne Drums',
  'control.muteDrums.unsaid': 'wieder mit Drums',
  'control.muteBass.option': 'ohne_bass',
  'control.muteBass.help': 'Ohne Bass spielen',
  'control.muteBass.said': 'ohne Bass',
  'control.muteBass.unsaid': 'wieder mit Bass',
  'control.onlyBassAndDrums.option': 'nur_bass_und_drums',
  'control.onlyBassAndDrums.help': 'Nichts als Bass und Schlagzeug spielen',
  'control.onlyBassAndDrums.said': 'nur mit Bass und Drums',
  'control.onlyBassAndDrums.unsaid': 'wieder mit allen Instrumenten',
  'control.musicGenerationMode.option': 'modus',
  'control.musicGenerationMode.help': 'Worauf es dem Modell ankommt',
  'control.musicGenerationMode.noun': 'Modus',
  'control.musicGenerationMode.the': 'der Modus',
  'control.guidance.option': 'genauigkeit',
  'control.guidance.help': 'Wie genau den Prompts gefolgt wird',
  'control.guidance.noun': 'Genauigkeit',
  'control.guidance.the': 'die Genauigkeit',
  'control.temperature.option': 'temperatur',
  'control.temperature.help': 'Wie abenteuerlich',
  'control.temperature.noun': 'Temperatur',
  'control.temperature.the': 'die Temperatur',
  'control.topK.option': 'top_k',
  'control.topK.help': 'Unter wie vielen Tönen gewählt wird',
  'control.topK.noun': 'Top-k',
  'control.topK.the': 'Top-k',
  'control.seed.option': 'seed',
  'control.seed.help': 'Wo der Zufall beginnt',
  'control.seed.noun': 'Seed',
  'control.seed.the': 'der Seed',
  'mode.title.QUALITY': 'Qualität: so gut es geht',
  'mode.title.DIVERSITY': 'Vielfalt: mehr Überraschungen',
  'mode.title.VOCALIZATION': 'Gesang: Stimmen ohne Worte',
  'mode.QUALITY': 'Qualität',
  'mode.DIVERSITY': 'Vielfalt',
  'mode.VOCALIZATION': 'Gesang',
  'mode.said.DIVERSITY': 'vielfältig',
  'mode.said.VOCALIZATION': 'Stimmen ohne Worte',
  'scale.C_MAJOR_A_MINOR': 'C-Dur / a-Moll',
  'scale.D_FLAT_MAJOR_B_FLAT_MINOR': 'Des-Dur / b-Moll',
  'scale.D_MAJOR_B_MINOR': 'D-Dur / h-Moll',
  'scale.E_FLAT_MAJOR_C_MINOR': 'Es-Dur / c-Moll',
  'scale.E_MAJOR_D_FLAT_MINOR': 'E-Dur / cis-Moll',
  'scale.F_MAJOR_D_MINOR': 'F-Dur / d-Moll',
  'scale.G_FLAT_MAJOR_E_FLAT_MINOR': 'Ges-Dur / es-Moll',
  'scale.G_MAJOR_E_MINOR': 'G-Dur / e-Moll',
  'scale.A_FLAT_MAJOR_F_MINOR': 'As-Dur / f-Moll',
  'scale.A_MAJOR_G_FLAT_MINOR': 'A-Dur / fis-Moll',
  'scale.B_FLAT_MAJOR_G_MINOR': 'B-Dur / g-Moll',
  'scale.B_MAJOR_A_FLAT_MINOR': 'H-Dur / gis-Moll',
  yes: 'ja',
  no: 'nein',
  percent: '{value} %',
  bpm: '{value} bpm',
  'control.line': '**{control}:** {value}',
  'control.auto': 'das Modell entscheidet',
  'control.auto.usual': 'das Modell entscheidet ({usual})',
  'control.any': 'beliebig',
  'control.said': '{control} {value}',
  'control.unsaid.auto': '{control} auto',
  'control.unsaid.any': '{control} beliebig',
  'control.unsaid.usual': '{control} wie üblich',
  'range.whole': 'ganze Zahl von {min} bis {max}',
  'range.any': 'Zahl von {min} bis {max}',
  'tune.wrong-number': '**{control}** ist eine {range}, nicht {typed}. Meintest du {meant}?',
  'tune.wrong-choice': '**{control}** ist eines von {known}. {hint}',
  'tune.choose': 'Wähle aus der Liste.',
  'tune.meant': 'Meintest du {meant}?',
  'tune.wrong-scale': '**tonart** ist eine von zwölf Tonarten, etwa „D-Dur / h-Moll“. {hint}',
  'tune.scale.meant': 'Meintest du {one} oder {other}?',
  'tune.scale.choose': 'Tippe den Anfang eines Tons und wähle aus der Liste.',
  'tune.wrong-reset': '**zurücksetzen** ist alles oder eines von {known}. Wähle aus der Liste.',

  'ask.change': 'Soll {settings} geändert werden?',
  'ask.change.with': 'Soll {settings} geändert werden, {flags}?',
  'ask.setting': '{control} auf {value}',
  'ask.any': 'die Wahl des Modells',
  'ask.auto': 'Soll {control} wieder dem Modell überlassen werden?',
  'ask.flags': 'Soll die Musik {flags} weitergehen?',

  'reason.not-listening': 'Komm in den Sprachkanal und schalte deinen Ton ein, um mitzumachen.',
  'reason.djs-only': 'Auf diesem Server stimmen nur DJs ab. Frag jemanden von ihnen.',
  'reason.no-such-candidate':
    'Dieser Prompt steht nicht mehr zur Wahl. Öffne ein neues Panel, um zu sehen, was es gibt.',
  'reason.filtered': 'Der Musikdienst lehnt diesen Prompt ab. Versuche es mit anderen Worten.',
  'reason.full':
    'Alle Plätze sind belegt, und jeder Prompt hat Stimmen. Stimme einen herunter oder versuche es später noch einmal.',
  'reason.own-limit':
    'Du hast schon so viele Vorschläge, wie dir zustehen. Streiche einen, um einen neuen zu machen.',
  'reason.not-yours':
    'Das kann nur streichen, wer es vorgeschlagen hat, oder ein DJ. Du kannst dagegen stimmen.',
  'reason.last-candidate': 'Mehr gibt es gerade nicht zu spielen. Schlage erst etwas anderes vor.',
  'reason.empty-prompt': 'Sag, was du hören möchtest, zum Beispiel „dreamy pads“.',
  'reason.prompt-too-long':
    'Das ist zu lang. Am besten sind ein paar Worte, höchstens 200 Zeichen.',
  'reason.unwanted': 'Dieses Wort ist auf diesem Server nicht erwünscht. Sag es anders.',
  'reason.no-prompt': 'Nenne mindestens etwas, das zu hören sein soll, nicht nur, was nicht.',
  'reason.too-many-prompts':
    'Das ist zu viel auf einmal. Höchstens acht Prompts; am besten sind zwei bis vier.',
  'reason.elsewhere': 'Die Musik spielt in <#{channelId}>. Komm dorthin, um sie zu steuern.',
  'reason.nowhere': 'Geh zuerst in einen Sprachkanal; dann bringt dir `/lyria spielen` die Musik.',
  'reason.not-managing': 'Das dürfen nur Mitglieder mit dem Recht „Server verwalten“.',
  'reason.too-loud':
    'So laut darf es auf diesem Server nicht sein. `/lyria einstellungen` zeigt die Grenze.',
  'reason.paused-already': 'Die Musik ist schon angehalten. `/lyria weiter` setzt sie fort.',
  'reason.playing-already': 'Die Musik läuft schon.',
  'reason.furthest':
    'Weiter kann ein einzelner es nicht verstellen. Der Knopf daneben nimmt es Schritt für Schritt zurück.',
  'reason.nothing-left':
    'Dann wäre nichts mehr zu hören: **nur_bass_und_drums**, und Bass und Drums stumm. Lass eines der drei weg oder setze es auf False.',
  'reason.poll-running':
    'Es läuft schon eine Abstimmung. Warte, bis sie zu Ende ist, und frag dann noch einmal.',
  'reason.poll-over': 'Diese Abstimmung ist vorbei.',
  'reason.steered-since':
    'Ihr habt schon angefangen zu steuern; deshalb habe ich den Mix euren Stimmen überlassen.',
  'reason.nothing-to-undo':
    'Es gibt nichts zurückzunehmen: Mix, Tempo und Tonart hat noch niemand im Ganzen geändert. Stimmen nimmst du im Panel zurück.',
  'reason.no-timer': 'Niemand hat einen Timer gestellt. `/lyria stopp in:` stellt einen.',
  'reason.slow-member': 'Lass die anderen auch einmal. Abstimmen kannst du jederzeit.',
  'reason.slow-server': 'Hier ist gerade viel los. Abstimmen kannst du jederzeit.',
  'reason.timed-out':
    'Jemand, der diesen Server verwaltet, hat deine Vorschläge vorerst gestoppt. Deine Stimmen zählen weiter.',
  'reason.unkind':
    'Bleiben wir freundlich. Sag mir, was du hören möchtest, zum Beispiel `etwas Ruhiges mit Streichern`.',
  'reason.too-soon': 'Bitte nicht so schnell.',
  'reason.over': 'Die Musik ist zu Ende. `/lyria spielen` startet sie wieder.',
  'wait.slow-member':
    'Lass die anderen auch einmal. Abstimmen kannst du jederzeit; das hier geht wieder in {wait}.',
  'wait.slow-server':
    'Hier ist gerade viel los. Abstimmen kannst du jederzeit; das hier geht wieder in {wait}.',
  'wait.timed-out':
    'Jemand, der diesen Server verwaltet, hat deine Vorschläge vorerst gestoppt. Deine Stimmen zählen weiter; vorschlagen kannst du wieder in {wait}.',
  'wait.hours': '{count} h',
  'wait.minutes': '{count} min',
  'wait.seconds': '{count} s',

  'done.added': '{prompt} steht zur Wahl.',
  'done.added.instead': '{prompt} steht zur Wahl, anstelle von {gone}.',
  'done.seconded': '{prompt} steht schon zur Wahl: Dein Vorschlag zählt als Stimme dafür.',
  'done.dropped': '{prompt} ist von der Liste.',
  'done.tuned': '{what}. Du hörst es in ein paar Sekunden.',
  'done.tuned.hard':
    '{what}. So ein Stück ist unterwegs; meist hörst du es innerhalb von 20 Sekunden.',
  'done.polled': 'Deine Stimme zählt.',
  asked: 'Es hören noch andere zu, deshalb habe ich sie im Panel in <#{channelId}> gefragt.',
  'asked.controls':
    'Es hören noch andere zu, deshalb habe ich sie im Panel in <#{channelId}> gefragt: {what}.',
  busy: 'Die Musik fängt hier gerade an oder hört gerade auf. Versuche es gleich noch einmal.',
  'never-started': 'Die Musik konnte nicht anfangen.',

  'end.kicked': 'Ich wurde aus dem Sprachkanal entfernt; deshalb ist die Musik zu Ende.',
  'end.channel-deleted': 'Der Sprachkanal wurde gelöscht; deshalb ist die Musik zu Ende.',
  'end.stopped': 'Die Musik ist zu Ende.',
  'end.outage':
    'Discord war zu lange nicht erreichbar; deshalb ist die Musik zu Ende. `/lyria spielen` startet sie wieder.',
  'end.limit':
    'Die Musik blendet aus: Wer diesen Bot betreibt, lässt sie nur eine bestimmte Zeit am Stück laufen. `/lyria spielen` startet sie wieder.',
  'end.shutdown': 'Der Bot startet neu. Die Musik kommt von selbst zurück.',

  'panel.state.starting': '⏳ Startet',
  'panel.state.playing': '▶️ Läuft',
  'panel.state.paused': '⏸️ Pause',
  'panel.state.reconnecting': '🔄 Verbindet sich neu',
  'panel.state.ended': '⏹️ Zu Ende',
  'panel.state.away': '💤 Nicht da',
  'panel.title': '{state} in <#{channelId}>',
  'panel.everybody-votes':
    '{count, plural, one {# Person hört} other {# Leute hören}} zu · Alle hier stimmen ab; die Anteile sind der Mix.',
  'panel.djs-vote':
    '{count, plural, one {# Person hört} other {# Leute hören}} zu · Nur DJs stimmen ab; die Anteile sind der Mix.',
  'panel.own': '✔ zeigt, was du gewählt hast.',
  'panel.own.idle': '✔ zeigt, was du gewählt hast; im Moment zählt es nicht.',
  'panel.heard': '**Du hörst:** {sound}',
  'panel.coming': '**Auf dem Weg zu:** {sound}',
  'panel.on-its-way': '**Unterwegs:** {sound}',
  'panel.fades': '😴 Blendet {when} aus',
  'panel.nobody': 'Niemand hört zu. Sobald jemand da ist, geht die Musik weiter.',
  'panel.loop': '🔁 Eine Schleife: Die letzten Takte laufen, bis neue Musik kommt.',
  'panel.stuck':
    '⚠️ Ich kann dieses Panel hier nicht selbst erneuern; jeder Druck darauf tut es. `/lyria panel` bringt es in einen anderen Kanal.',
  'panel.away':
    'Der Bot ist gerade nicht da. Er kommt von selbst zurück, und mit ihm die Musik und alle eure Stimmen.',
  'panel.by-bot': 'vom Bot',
  'panel.filtered': '🚫 Vom Musikdienst gefiltert: {reason} · {by}',
  'panel.votes': '{ups} dafür, {downs} dagegen',
  'panel.you': '✔ du: {choice}',
  'panel.up': 'dafür',
  'panel.down': 'dagegen',
  'panel.avoided': 'Weg von {names}',
  'panel.held': 'Alles wurde heruntergestimmt: Der letzte Mix bleibt.',
  'panel.there': 'Das Panel ist in <#{channelId}>.',
  'panel.moved': 'Das Panel steht jetzt an seinem neuesten Platz in <#{channelId}>.',
  'panel.gone':
    'Dieses Panel gehört zu Musik, die zu Ende ist. `/lyria panel` zeigt das aktuelle; `/lyria spielen` fängt neu an.',
  'panel.button.propose': 'Vorschlag',
  'panel.button.surprise': 'Zufall',
  'panel.button.tune': 'Klang',
  'panel.button.pause': 'Pause',
  'panel.button.resume': 'Weiter',
  'panel.button.stop': 'Stopp',
  'panel.button.talk': 'DJ ansprechen',
  'panel.presets': 'Einen fertigen Mix spielen',
  'panel.propose.title': 'Einen Prompt vorschlagen',
  'panel.propose.label': 'Ein Genre, ein Instrument oder eine Stimmung',
  'panel.propose.example': 'verträumte Flächen',
  'sound.less': 'weniger {prompt}',
  'sound.share': '{prompt} {percent}',
  'tuning.title': '🎛️ Stell ein, was läuft',
  'tuning.how': 'Alle, die zuhören, wünschen sich Schritte; gespielt wird die Mitte aller Wünsche.',
  'tuning.value': '{control} {value}',
  'tuning.value.wishes': '{control} {value} ({wishes})',
  'tuning.auto': 'auto',
  'tuning.own': '✔ Du wünschst: {wishes}',
  'tuning.step': '{count, plural, one {# Schritt} other {# Schritte}} {direction}',

  'poll.stop': 'Die Musik beenden?',
  'poll.stop.later': 'Die Musik in {duration} ausblenden und beenden?',
  'poll.pause': 'Die Musik für alle anhalten?',
  'poll.volume': 'Die Lautstärke für alle auf {percent} stellen?',
  'poll.afresh': 'Neu anfangen mit {mix}?',
  'poll.change': 'Wechseln zu {mix}?',
  'poll.undo': 'Zurück zu {mix}?',
  'poll.undecided': 'Nicht entschieden: Inzwischen hat die Musik oder der Bot aufgehört.',
  'poll.counts': '{yes} ja · {no} nein · {missing} noch ohne Stimme',
  'poll.asked': '{by} fragt · endet {when}',
  'poll.rule':
    'Mehr als die Hälfte aller, die zuhören, entscheidet sofort. Am Ende braucht es mehr Ja als Nein, ein Drittel der Stimmen und ein Ja von jemand anderem.',
  'poll.yes': 'Ja',
  'poll.no': 'Nein',
  'poll.passed': 'Entschieden: ja.',
  'poll.failed.majority': 'Entschieden: nein.',
  'poll.failed.tie': 'Gleichstand: Es bleibt, wie es ist.',
  'poll.failed.alone': 'Sonst hat niemand Ja gesagt: Es bleibt, wie es ist.',
  'poll.failed.quorum': 'Zu wenige haben abgestimmt: Es bleibt, wie es ist.',
  'duration.hours': '{count} h',
  'duration.minutes': '{count} min',

  'note.unkept':
    'Ich kann gerade nichts speichern. Musik und Abstimmung gehen weiter, aber was sich geändert hat, ist nach einem Neustart verloren. Bitte sag dem Betreiber des Bots Bescheid.',
  'note.welcome':
    'Du bist dabei: 👍 und 👎 zählen sofort, und derselbe Knopf nimmt deine Stimme zurück. **Vorschlag** bringt einen Prompt ein, **Klang** ändert Tempo und Klang, und `/lyria abstimmen` zeigt, was du gewählt hast.',
  'note.welcome.spectator':
    'Auf diesem Server stimmen nur DJs ab. `/lyria jetzt` zeigt, was du hörst, und `/lyria einstellungen`, wer entscheidet.',
  'note.filtered':
    'Der Musikdienst nimmt {prompt} nicht an ({reason}); deshalb ist es aus dem Mix verschwunden. Versuche es mit anderen Worten.',
  'note.no-server': 'Ich spiele auf Servern. Benutze mich dort in einem Kanal.',
  'note.not-there':
    'Ich bin noch nicht auf diesem Server, nur meine Befehle. Bitte jemanden, der ihn verwaltet, mich einzuladen.',
  'note.sorry': 'Bei mir ist etwas schiefgegangen. Bitte versuche es gleich noch einmal.',
  'note.old-command': 'Diesen Befehl kenne ich nicht mehr. Discord bietet bald die aktuellen an.',
  'note.panel.unseen':
    'Ich darf diesen Kanal nicht sehen (**Kanal ansehen**). Deshalb erneuert sich das Panel hier nur, wenn jemand darauf drückt. `/lyria panel` in einem anderen Kanal bringt es dorthin.',
  'note.panel.archived':
    'Dieser Thread ist archiviert. Deshalb erneuert sich das Panel hier nur, wenn jemand darauf drückt. `/lyria panel` in einem anderen Kanal bringt es dorthin.',

  'silence.muted':
    'Ich wurde stummgeschaltet, deshalb hört niemand die Musik. Hebt es auf, und sie ist wieder da.',
  'silence.may-not-speak':
    'Ich darf im Sprachkanal nicht sprechen, deshalb hört niemand die Musik. Ich brauche dort das Recht **Sprechen**. Bittet jemanden, der diesen Server verwaltet.',
  'silence.audience':
    'Ich sitze im Publikum der Stage, deshalb hört niemand die Musik. Zum Sprecher machen kann mich: {who}.',
  'silence.hand-raised':
    'Ich habe mich auf der Stage gemeldet; bis ich hereingelassen werde, hört niemand die Musik. Das kann: {who}, unter **Redeanfragen** bei meinem Namen.',
  'place.afk': 'In <#{channelId}>, dem AFK-Kanal, ist niemand zu hören. Geh in einen anderen.',
  'place.unseen':
    'Ich kann deinen Sprachkanal nicht sehen. Ich brauche dort das Recht **Kanal ansehen**.',
  'place.unseen.text': 'Ich sehe diesen Kanal nicht, oder niemand kann darin schreiben.',
  'place.permissions':
    'In <#{channelId}> {count, plural, one {fehlt mir das Recht} other {fehlen mir die Rechte}} {names}. Bitte jemanden, der diesen Server verwaltet.',
  'place.stage':
    'Auf der Stage <#{channelId}> brauche ich **Redeanfrage**, um mich zu melden, oder **Mitglieder stummschalten**, um selbst einen Platz zu nehmen. Bitte jemanden, der diesen Server verwaltet.',
  'place.full':
    '<#{channelId}> ist voll. Macht Platz für einen mehr, oder gebt mir **Mitglieder verschieben**.',
  'place.unknown': 'Ich kenne diesen Server nicht. Ladet mich noch einmal ein.',
  'place.not-back': 'Nach einem Neustart konnte die Musik nicht zurückkommen.',
  'place.not-back.because': 'Nach einem Neustart konnte die Musik nicht zurückkommen. {why}',
  'permission.view': '**Kanal ansehen**',
  'permission.send': '**Nachrichten senden**',
  'permission.connect': '**Verbinden**',
  'permission.speak': '**Sprechen**',

  'nothing-plays': 'Hier läuft nichts. `/lyria spielen` startet die Musik.',
  'play.elsewhere': 'Die Musik spielt in <#{channelId}>. Komm dorthin, um den Mix zu ändern.',
  'play.ended': 'Die Musik ist schon zu Ende.',
  'play.moves': 'Die Musik bewegt sich jetzt dorthin.',
  'play.changing': 'Die Musik ändert sich. Du hörst es in ein paar Sekunden.',
  'play.mix-changing': 'Der Mix ändert sich. Du hörst es in ein paar Sekunden.',
  'play.single': 'Einen einzelnen Prompt bringst du mit `/lyria vorschlagen` ein.',
  'read.local': 'Ich habe deine Worte mit meiner eigenen Wortliste gelesen: {what}.',
  'read.gemini': 'Ich habe deine Worte mit Gemini gelesen: {what}.',
  'read.away': 'weg von {names}',
  'read.gemini.none': 'Gemini hat darin keine Musik gefunden.',
  'read.gemini.failed': 'Gemini war gerade nicht zu fragen.',
  'typed.too-long': 'Das ist zu lang: höchstens {most} Zeichen. Am besten sind ein paar Worte.',
  'typed.empty': 'Sag, was du hören möchtest, zum Beispiel `techno` oder `warmes Klavier, Regen`.',
  'typed.too-many':
    'Das ist zu viel auf einmal: höchstens {most} Prompts; am besten sind zwei bis vier.',
  'typed.cancelled': 'Zwei der Gewichte heben einander auf. Lass diesen Prompt lieber weg.',
  'typed.only-away': 'Nenne mindestens etwas, das zu hören sein soll, nicht nur, was nicht.',
  'typed.zero':
    'Ein Gewicht von 0 tut nichts. Lass den Prompt weg, oder gib ihm ein negatives Gewicht, um davon wegzukommen.',
  'typed.weight':
    'Ein Gewicht ist eine Zahl von -{most} bis {most}, zum Beispiel `techno:2` oder `piano:-1`.',
  'propose.one': 'Bitte einen Prompt nach dem anderen: Über jeden wird einzeln abgestimmt.',
  'propose.no-weight':
    'Ein Vorschlag hat kein Gewicht: Wie viel er zählt, entscheiden die Stimmen.',
  'drop.several': 'So fangen mehrere Prompts an. Wähle einen aus der Liste.',
  'pause.done': 'Angehalten. `/lyria weiter` setzt die Musik fort.',
  'resume.done': 'Weiter geht’s.',
  'reset.done': 'Ein neues Stück mit demselben Mix ist unterwegs.',
  'undo.done': 'Der Mix von vorher kommt zurück. Noch einmal `/lyria zurück` geht wieder vor.',
  'volume.done': 'Lautstärke {percent}, auch für das, was auf diesem Server als Nächstes läuft.',
  'stop.done': 'Die Musik blendet aus. `/lyria spielen` holt sie zurück.',
  'stop.off': 'Der Timer ist aus. Die Musik geht weiter.',
  'stop.how-long':
    'Sag, wie lange noch: 1 Minute bis 24 Stunden, zum Beispiel `30m` oder `1h 30m`.',
  'stop.later': 'Die Musik blendet {when} aus. `/lyria stopp in:off` lässt sie weiterlaufen.',
  'talk.not-here':
    'Hier kann niemand mit dem DJ sprechen: Dieser Bot hat keinen Gemini-Schlüssel, und der ist es, der zuhört. Wer den Bot betreibt, kann einen eintragen (`GEMINI_API_KEY`).',
  'talk.off':
    'Auf diesem Server kann man nicht mit dem DJ sprechen. Wer den Server verwaltet, schaltet es ein: `/lyria einstellungen`.',
  'talk.consent':
    '**Bevor der DJ dir zuhört**\n- Nach jedem Knopfdruck hört er dich, und nur dich, für einen Satz: höchstens 15 Sekunden. Was du sagst, geht an {listener}.\n- {answer}\n- Dieser Bot behält weder Ton noch Worte, außer jener Nachricht. Nach einem Neustart fragt er wieder.\n- Der DJ kann, was du tippend kannst, und sonst nichts.',
  'talk.listener.google':
    'Google (die Gemini Live API, mit dem Schlüssel dessen, der den Bot betreibt; was mit einem kostenlosen Schlüssel kommt, darf Google zum Verbessern seiner Produkte nutzen)',
  'talk.listener.sandbox':
    'einen Ersatz auf diesem Rechner, der nur die eigenen Stimmen der Sandbox kennt. Nichts verlässt den Rechner',
  'talk.answer.spoken':
    'Alle hier hören die Antwort und lesen sie, und was von dir verstanden wurde, unter deinem Namen.',
  'talk.answer.text':
    'Alle hier lesen die Antwort, und was von dir verstanden wurde, unter deinem Namen.',
  'talk.agree': 'Zustimmen',
  'talk.not-now': 'Jetzt nicht',
  'talk.declined': 'In Ordnung: Niemand hört dir zu. Tippen geht wie immer.',
  'talk.listening':
    '🎙️ Sag es jetzt, zum Beispiel „make it darker and slower, and bring in a piano“.',
  'talk.listening-already': 'Der DJ hört dir schon zu. Sag, was du gern hören würdest.',
  'talk.muted':
    'Du bist stummgeschaltet, der DJ würde nichts hören. Schalte dich laut und drücke noch einmal.',
  'talk.heard-nothing': 'Der DJ hat nichts gehört. Drücke noch einmal, wenn du so weit bist.',
  'talk.used-up':
    'Dieser Server hat dem DJ fürs Erste alles gesagt, was er darf. In {minutes} min hört er wieder zu; Tippen geht wie immer.',
  'talk.free.off':
    'Freisprechen ist auf diesem Server aus. Wer den Server verwaltet, schaltet es ein: `/lyria einstellungen`.',
  'talk.free.consent':
    '**Bevor der DJ alles hört, was du sagst**\n- Sobald du zustimmst und bis du diesen Sprachkanal verlässt oder es beendest, hört der DJ alles, was du hier sagst. Alles davon geht an {listener}.\n- Er antwortet nur, wenn du ihn mit „DJ“ ansprichst. {answer} Den Rest bekommt niemand zu sehen.\n- Alle hier können sehen, dass er dich hört. Andere hört er nur, wenn auch sie zustimmen.\n- Außer dem, was alle lesen, behält dieser Bot weder Ton noch Worte. Er fragt dich jedes Mal wieder.\n- Der DJ kann, was du tippend kannst, und sonst nichts.',
  'talk.free.listening':
    '🎙️ Ab jetzt hört dich der DJ. Sprich ihn mit Namen an: „hey DJ, make it darker“. Zum Beenden: `/lyria sprechen freisprechen:False`, oder verlass den Kanal.',
  'talk.free.stopped': 'Der DJ hört dich nicht mehr.',
  'talk.free.none': 'Der DJ hat dir gar nicht zugehört.',
  'talk.free.notice':
    '🎙️ Der DJ hört alles, was <@{userId}> hier sagt, bis zum Verlassen des Kanals oder bis zum Beenden. Andere hört er nicht, ohne sie vorher zu fragen.',
  'talk.free.over': '🎙️ Der DJ hört <@{userId}> nicht mehr.',
  'talk.caption.member': '🎙️ <@{userId}>: „{text}“',
  'talk.caption.dj': '-# 🎧 {text}',
  'talk.caption.done': '-# ✅ {text}',
  'dj.added': '{name} ist dabei.',
  'dj.seconded': 'Noch eine Stimme für {name}.',
  'dj.dropped': '{name} ist weg.',
  'dj.voted.up': 'Deine Stimme für {name} zählt.',
  'dj.voted.down': 'Deine Stimme gegen {name} zählt.',
  'dj.voted.none': 'Deine Stimme zu {name} ist zurückgenommen.',
  'dj.not-there': '{name} gibt es nicht. Es gibt {names}.',
  'dj.slower': 'Langsamer.',
  'dj.faster': 'Schneller.',
  'dj.darker': 'Dunkler.',
  'dj.brighter': 'Heller.',
  'dj.sparser': 'Sparsamer.',
  'dj.busier': 'Dichter.',
  'dj.tuned': '{what}.',
  'dj.no-key': 'Diese Tonart kenne ich nicht.',
  'dj.out-of-range': 'So weit geht es nicht.',
  'dj.coming': '{names}, kommt gleich.',
  'dj.which': 'Was soll es sein?',
  'dj.asked': 'Ich habe die anderen gefragt: {what}.',
  'dj.playing': '{names}.',
  'dj.not-understood': 'Ich habe nicht verstanden, was anders werden soll.',
  'dj.cannot': 'Das kann ich nicht.',
  'dj.failed': 'Das hat nicht geklappt.',
  'history.how':
    'Was hier lief, das Neueste zuerst. Ein Knopf holt es zurück; hören andere zu, werden sie vorher gefragt.',
  'history.row': '**{number}.** {from} bis {to}: {sound}',
  'history.now': '▶️ seit {from}: {sound}',
  'history.none':
    'Noch erinnere ich mich an nichts: Was ab jetzt läuft, steht hier eine Woche lang.',
  'history.gone': 'Das ist zu lange her: Ich erinnere mich nicht mehr.',
  'recap.title': '**{from} bis {to}** · {mix}',
  'recap.proposed': '**{number}** · {at} · <@{userId}> hat {what} vorgeschlagen',
  'recap.polled': '**{number}** · {at} · <@{userId}> wollte {what} (Abstimmung: ja)',
  'recap.passed': '**{number}** · {at} · <@{userId}> wollte {about} (Abstimmung: ja)',
  'recap.failed': '**{number}** · {at} · <@{userId}> wollte {about} (Abstimmung: nein)',
  'recap.handovers': '-# ◆ eine andere Sitzung hat übernommen',
  'recap.loops': '-# ◯ eine Schleife ist eingesprungen',
  'recap.about.new-start': 'andere Musik',
  'recap.about.controls': 'ein anderes Tempo oder eine andere Tonart',
  'recap.about.pause': 'eine Pause',
  'recap.about.stop': 'das Ende der Musik',
  'recap.about.undo': 'den Mix von vorher',
  'recap.about.volume': 'eine andere Lautstärke',
  'recap.none': 'Noch gibt es keinen Abend zu zeigen: Erst muss eine Minute lang Musik laufen.',
  'recap.alt':
    'Streamgraph: die Anteile dessen, was in {duration} lief, im Durchschnitt {mix}. {count, plural, =0 {} one {Der eine nummerierte Moment steht in der Nachricht.} other {Die # nummerierten Momente stehen in der Nachricht.}}',
  'clip.nothing': 'Bisher war nichts zu hören. Versuche es gleich noch einmal.',
  'clip.done': 'Die letzten {seconds} s.',
  'doctor.looking': 'Ich sehe nach. Das kann eine halbe Minute dauern.',
  'now.state': '{state} in <#{channelId}> · Lautstärke {volume} · {seconds} s Vorrat',
  'now.starting': 'startet',
  'now.playing': 'läuft',
  'now.paused': 'angehalten',
  'now.reconnecting': 'verbindet sich neu',
  'mix.row': '{prompt}: {share} ({points} Punkte), Gewicht {weight}',
  'mix.row.idle': '{prompt}: {share} ({points} Punkte), nicht im Spiel',
  'mix.row.alone': '{prompt}: Gewicht {weight}',
  'mix.server': 'Auf diesem Server',
  'mix.own': 'Deine Favoriten, auf jedem Server',
  'mix.none':
    'Noch ist nichts gespeichert. `/lyria mix speichern` hebt auf, was läuft; `/lyria spielen` bietet fertige Mixe an.',
  'mix.more': 'und {count} weitere, die `/lyria mix laden` vorschlägt.',
  'mix.shared': '`/lyria spielen` mit diesem Code spielt ihn, auf jedem Server mit Lyrebird.',
  'mix.too-long':
    'Seine Prompts sind zu lang für einen Code. Wer diesen Server verwaltet, kann ihn mit `/lyria mix exportieren` weitergeben.',
  'mix.away': 'weg von {prompt}',
  'mix.unknown':
    'So heißt kein Mix. `/lyria mix liste` hat die gespeicherten, und die Vorschläge beim Tippen die fertigen.',
  'mix.held':
    'Ich kann gerade nicht auf die Festplatte schreiben: Starte ich vorher neu, ist es verloren. Bitte sag dem Betreiber des Bots Bescheid.',
  'mix.no-name': 'Gib ihm einen Namen, den man lesen kann.',
  'mix.saved':
    '{name} ist für diesen Server gespeichert. `/lyria spielen` mit dem Namen holt ihn zurück.',
  'mix.saved.own':
    '{name} ist als dein Favorit gespeichert, auf jedem Server. `/lyria spielen` mit dem Namen holt ihn zurück.',
  'mix.deleted': '{name} ist aus den Mixen dieses Servers gelöscht.',
  'mix.deleted.own': '{name} ist aus deinen Favoriten gelöscht.',
  'mix.refusal.taken':
    'Einen Mix dieses Namens gibt es schon. Ersetzen kann ihn nur, wer ihn gespeichert hat, oder ein DJ: Wähle einen anderen Namen.',
  'mix.refusal.full': 'Alle Plätze für Mixe sind belegt. Lösche erst einen: `/lyria mix löschen`.',
  'mix.refusal.own-limit':
    'Du hast auf diesem Server {most} Mixe gespeichert. Lösche erst einen: `/lyria mix löschen`.',
  'mix.refusal.means-something':
    'So heißt schon ein Klang oder ein fertiger Mix. Wähle einen anderen Namen.',
  'mix.refusal.not-yours': 'Das kann nur löschen, wer es gespeichert hat, oder ein DJ.',
  'mix.code.none': 'Das ist kein Code: Einer fängt mit `lyre1-` an.',
  'mix.code.damaged':
    'Dieser Code ist beschädigt: Ein Zeichen fehlt oder ist falsch. Kopiere ihn noch einmal ganz.',
  'mix.code.newer':
    'Dieser Code stammt von einem neueren Lyrebird. Erst muss der Betreiber diesen Bot aktualisieren.',
  'mix.file.none': 'Auf diesem Server ist noch kein Mix gespeichert.',
  'mix.file.made': '{count, plural, one {# Mix} other {# Mixe}} dieses Servers.',
  'mix.file.too-big': 'Diese Datei ist zu groß, um eine von mir zu sein.',
  'mix.file.unknown': 'Das ist keine Datei mit Mixen. `/lyria mix exportieren` macht eine.',
  'mix.file.newer':
    'Diese Datei stammt von einem neueren Lyrebird. Erst muss dieser Bot aktualisiert werden.',
  'mix.file.added': '{count, plural, one {# Mix} other {# Mixe}} hinzugefügt.',
  'mix.file.left':
    '{count, plural, one {# Mix} other {# Mixe}} ausgelassen: nicht lesbar, auf diesem Server nicht erwünscht, wie ein Klang benannt, oder kein Platz mehr.',
  'settings.dj-role': '**DJ-Rolle:** {role}',
  'settings.none': 'keine',
  'settings.votes': '**Es stimmen ab:** {who}',
  'settings.votes.djs': 'nur DJs',
  'settings.votes.everybody': 'alle, die zuhören',
  'settings.fade': '**Stimmen verblassen:** auf die Hälfte in {minutes} min',
  'settings.fade.no': '**Stimmen verblassen:** nein',
  'settings.ramp': '**Die Musik folgt innerhalb von:** {seconds} s',
  'settings.stays': '**Bleibt, wenn niemand zuhört:** {stays}',
  'settings.home': '**Kommt von selbst:** {home}',
  'settings.channel':
    '**Panel:** in <#{channelId}>, wo meine anderen Nachrichten nach 5 min verschwinden',
  'settings.channel.any': '**Panel:** dort, wo es jemand aufruft',
  'settings.status.yes':
    '**Unter dem Namen des Sprachkanals:** ja, wo ich **Sprachkanalstatus festlegen** darf',
  'settings.status.no': '**Unter dem Namen des Sprachkanals:** nein',
  'settings.talk': '**Mit dem DJ sprechen:** {talk}',
  'settings.talk.off': 'nein',
  'settings.talk.spoken': 'ja, wer zustimmt; er antwortet laut',
  'settings.talk.text': 'ja, wer zustimmt; er antwortet schriftlich',
  'settings.duck.yes':
    '**Leiser, während jemand spricht:** ja. Dafür ist mein Ton an: Ich merke, dass jemand Ton sendet, entschlüssele aber nichts davon',
  'settings.duck.no': '**Leiser, während jemand spricht:** nein',
  'settings.hands-free': '**Freisprechen:** {free}',
  'settings.volume': '**Lautstärke:** {volume}, höchstens {limit}',
  'settings.blocked': '**Gesperrte Wörter:** {words}',
  'settings.language': '**Sprache:** {language}',
  'settings.too-many-blocked': 'Ein Server kann {most} Wörter sperren. Gib erst welche davon frei.',
  'settings.home.when-joined': 'nach <#{channelId}>, wenn jemand dorthin kommt',
  'settings.home.always': 'nach <#{channelId}>, wenn ich starte und wenn jemand dorthin kommt',
  'settings.home.with': '{when}, mit {mix}',
  'settings.home.where': 'Sag auch, wo: `zuhause:` nimmt einen Sprachkanal.',
  'key.title': 'Ein Lyria-Schlüssel für diesen Server',
  'key.label': 'Gemini-API-Schlüssel',
  'key.hint': 'Von aistudio.google.com/apikey. Er wird verschlüsselt und nie wieder angezeigt.',
  'key.set':
    'Der Schlüssel funktioniert: Ich habe damit zwei Sekunden Musik bekommen. Ab jetzt nutzt ihn die Musik dieses Servers; was gerade läuft, wechselt innerhalb von zehn Minuten. `/lyria schlüssel entfernen:True` entfernt ihn.',
  'key.removed':
    'Der Schlüssel ist weg. Die Musik dieses Servers nutzt keinen eigenen mehr; was gerade läuft, wechselt innerhalb von zehn Minuten.',
  'key.none': 'Dieser Server hat keinen eigenen Schlüssel.',
  'key.refused': 'Diesen Schlüssel habe ich nicht angenommen. {reason}',
  'key.why.odd': 'Er sieht nicht wie ein Gemini-Schlüssel aus.',
  'key.why.bad': 'Google nimmt ihn nicht an.',
  'key.why.quota':
    'Laut Google ist sein Kontingent aufgebraucht. Versuche es später oder mit dem Schlüssel eines anderen Projekts.',
  'key.why.billing':
    'Laut Google hat sein Projekt kein Guthaben mehr, oder die Abrechnung ist nicht aktiviert.',
  'key.why.region': 'Google bietet Lyria dort nicht an, wo dieser Bot läuft.',
  'key.why.denied': 'Google lässt sein Projekt Lyria nicht verwenden.',
  'key.why.unreachable':
    'Damit kam keine Musik von Lyria, und warum, konnte ich nicht herausfinden. Versuche es in einer Weile noch einmal.',
  'key.wait':
    'Gerade kann ich keinen Schlüssel ausprobieren. Versuche es in 15 Sekunden noch einmal.',
  'key.off':
    'Ich kann hier keine Schlüssel annehmen: Ich habe nichts, womit ich sie verschlüsseln könnte. Bitte sag dem Betreiber Bescheid.',
  'timeout.over': '{member} kann wieder vorschlagen.',
  'timeout.until':
    'Keine Vorschläge von {member} bis {until}. Die Stimmen zählen weiter; `/lyria streichen` entfernt, was schon zur Wahl steht.',

  'preset.warehouse': 'Lagerhalle um vier Uhr früh',
  'preset.acid': 'Acid im Keller',
  'preset.sunset': 'Deep House zum Sonnenuntergang',
  'preset.study': 'Lo-Fi zum Lernen',
  'preset.rain': 'Regen am Fenster',
  'preset.orbit': 'Umlaufbahn',
  'preset.jungle': 'Drum & Bass im Laufschritt',
  'preset.dub': 'Dub in der Hitze',
  'preset.reggae': 'Fauler Sonntag',
  'preset.bossa': 'Ein Café in Rio',
  'preset.salsa': 'Salsanacht',
  'preset.jazz': 'Später Jazzclub',
  'preset.funk': 'Disco-Funk',
  'preset.synthwave': 'Neonfahrt',
  'preset.chiptune': 'Acht Bit',
  'preset.trance': 'Hände in die Luft',
  'preset.trap': 'Trap-Lichter',
  'preset.baroque': 'Barocke Kammer',
  'preset.score': 'Filmmusik',
  'preset.celtic': 'Keltischer Abend',
  'preset.shoegaze': 'Wand aus Träumen',
  'preset.surf': 'Surfrock',
  'preset.afrobeat': 'Afrobeat auf der Straße',
  'preset.triphop': 'Langsam und rauchig',

  'help.vote':
    '**Stimme ab** mit den Knöpfen des Panels: Die Anteile sind der Mix. `/lyria abstimmen` zeigt es dir allein, `/lyria panel` holt es hierher.',
  'help.propose': '`/lyria vorschlagen` bringt noch einen Klang zur Wahl.',
  'help.play':
    '`/lyria spielen` ändert, was läuft, in deinen Worten: `etwas schneller`, `weniger Drums` oder etwas ganz anderes.',
  'help.tune': '`/lyria einstellen` stellt Tempo, Tonart und alle anderen Regler.',
  'help.undo': '`/lyria zurück` geht zum Mix vor dem letzten neuen zurück.',
  'help.reset': '`/lyria neustart` beginnt ein neues Stück mit demselben Mix.',
  'help.drop': '`/lyria streichen` nimmt einen Vorschlag von dir wieder von der Liste.',
  'help.pause':
    '`/lyria pause` und `/lyria weiter` halten die Musik an und lassen sie weiterlaufen.',
  'help.volume': '`/lyria lautstärke` macht sie für alle lauter oder leiser.',
  'help.stop': '`/lyria stopp` beendet sie, sofort oder mit `in:` nach einer Weile.',
  'help.look':
    '`/lyria jetzt` und `/lyria mix zeigen` sagen genau, was läuft, `/lyria verlauf`, was vorher lief; `/lyria rückblick` postet ein Bild des Abends.',
  'help.talk': 'Nach `/lyria sprechen` hört der DJ dir zu.',
  'help.clip': '`/lyria clip` postet die letzten Sekunden als Datei.',
  'help.save-mix':
    '`/lyria mix speichern` hebt ihn auf, `/lyria mix laden` holt ihn zurück, `/lyria mix teilen` gibt ihn als Code weiter; `/lyria mix liste` zeigt, was gespeichert ist, `/lyria mix löschen` löscht, was du gespeichert hast.',
  'help.asked': '{line} (Die anderen werden erst gefragt.)',
  'help.managing':
    'Du verwaltest diesen Server: `/lyria einstellungen` hat DJ-Rolle, Sprache, 24/7, gesperrte Wörter und mehr, `/lyria auszeit` stoppt die Vorschläge eines Mitglieds, `/lyria mix exportieren` und `/lyria mix importieren` bringen seine Mixe woandershin, `/lyria schlüssel` hinterlegt einen Lyria-Schlüssel für ihn, und `/lyria diagnose` sieht nach, was nicht stimmt.',
  'help.what':
    'Ich spiele Musik, die nie aufhört, live erfunden; wer zuhört, steuert sie durch Abstimmen. Hier läuft noch nichts.',
  'help.start':
    '`/lyria spielen` startet sie in deinem Sprachkanal, in deinen eigenen Worten. Probier eines davon:',
  'help.ask-djs': 'Auf diesem Server starten und steuern DJs die Musik. Frag jemanden von ihnen.',
  'help.join': 'Geh in einen Sprachkanal; dann startet `/lyria spielen` sie dort.',
  'help.djs': 'Auf diesem Server steuern DJs, was läuft.',
  'help.elsewhere':
    'Die Musik spielt in <#{channelId}>. Komm dorthin und schalte deinen Ton ein, um mitzumachen.',
  'help.example.rainy': 'regnerischer Lo-Fi mit sanftem Klavier',
  'help.example.house': 'Deep House mit 122 bpm in d-Moll',
  'help.example.tags': 'techno:2, dreamy pads',
  'help.example.faster': 'etwas schneller',
  'help.example.drums': 'weniger Drums',

  'request.not-music':
    'Ich verstehe nur etwas von Musik; dabei kann ich nicht helfen. Sag mir, was du hören möchtest, zum Beispiel `regnerischer Lo-Fi mit sanftem Klavier`.',
  'request.unclear':
    'Daraus konnte ich keine Musik machen. Nenne ein Genre, ein Instrument oder eine Stimmung, zum Beispiel `verträumte Synths, langsam`.',
  'request.stop': 'Das klingt nach `/lyria stopp`: Das beendet die Musik.',
  'request.pause': 'Das klingt nach `/lyria pause`. `/lyria weiter` lässt die Musik weiterlaufen.',
  'request.resume': 'Das klingt nach `/lyria weiter`: Das beendet eine Pause.',
  'request.skip':
    'Es gibt keine Titel zum Überspringen: Die Musik hört nie auf. `/lyria neustart` beginnt ein neues Stück mit demselben Mix, oder tippe, was du lieber hören willst.',
  'request.reset':
    'Das klingt nach `/lyria neustart`: Das beginnt ein neues Stück mit demselben Mix.',
  'request.undo':
    'Das klingt nach `/lyria zurück`: Das geht zum Mix vor dem letzten neuen zurück. Eine Stimme nimmst du im Panel zurück.',
  'request.now':
    'Das klingt nach `/lyria jetzt`: Das sagt, was du hörst; es wird erfunden, während es läuft.',
  'request.help':
    '`/lyria hilfe` zeigt, was du hier tun kannst. Oder tippe, was du hören möchtest, zum Beispiel `/lyria spielen regnerischer Lo-Fi mit sanftem Klavier`; später `etwas schneller` oder `mehr Drums`. Stimme mit den Knöpfen des Panels ab (`/lyria panel`), und bring mit `/lyria vorschlagen` einen eigenen Klang ein.',
  'request.volume': 'Das klingt nach `/lyria lautstärke`: Das macht die Musik lauter oder leiser.',

  'failure.lyria.invalid': 'Das würde der Musikdienst nicht verstehen.',
  'failure.lyria.invalid.waiting': 'Der Musikdienst würde nicht verstehen, was verlangt war.',
  'failure.lyria.quota':
    'Das Kontingent beim Musikdienst ist vorerst aufgebraucht. Versuche es in einer Stunde noch einmal.',
  'failure.lyria.quota.waiting':
    'Das Kontingent beim Musikdienst ist vorerst aufgebraucht. Die Musik kommt von selbst zurück.',
  'failure.lyria.billing':
    'Der Musikdienst kostet Geld, und das Guthaben dieses Bots ist aufgebraucht. Bitte sag dem Betreiber Bescheid.',
  'failure.lyria.bad-key':
    'Der Musikdienst nimmt den Schlüssel dieses Bots nicht an. Bitte sag dem Betreiber Bescheid.',
  'failure.lyria.own-key':
    'Der Musikdienst nimmt den eigenen Schlüssel dieses Servers gerade nicht an. Wer den Server verwaltet, kann ihn mit `/lyria schlüssel` ändern.',
  'failure.lyria.region':
    'Den Musikdienst gibt es dort nicht, wo dieser Bot läuft. Bitte sag dem Betreiber Bescheid.',
  'failure.lyria.denied':
    'Der Musikdienst lässt diesen Bot nicht herein. Bitte sag dem Betreiber Bescheid.',
  'failure.lyria.model':
    'Der Musikdienst kennt nicht, was dieser Bot verlangt. Bitte sag dem Betreiber Bescheid.',
  'failure.lyria.outage':
    'Der Musikdienst ist gerade ausgefallen. Versuche es in ein paar Minuten noch einmal.',
  'failure.lyria.outage.waiting':
    'Der Musikdienst ist gerade ausgefallen. Die Musik kommt von selbst zurück.',
  'failure.lyria.dropped':
    'Die Verbindung zum Musikdienst ist abgerissen. Versuche es gleich noch einmal.',
  'failure.lyria.dropped.waiting':
    'Die Verbindung zum Musikdienst ist abgerissen. Eine neue ist unterwegs.',
  'failure.lyria.session-limit':
    'Der Musikdienst hat diese Sitzung wegen ihres Alters beendet. Starte einfach eine neue.',
  'failure.lyria.session-limit.waiting':
    'Der Musikdienst hat diese Sitzung wegen ihres Alters beendet. Die Musik kommt von selbst zurück.',
  'failure.lyria.rejected':
    'Der Musikdienst will gerade nicht spielen. Versuche es in ein paar Minuten noch einmal.',
  'failure.lyria.rejected.waiting':
    'Der Musikdienst will gerade nicht spielen. Ich versuche es weiter.',
  'failure.lyria.unplayable':
    'Der Musikdienst schickt Musik in einer Form, die dieser Bot nicht spielen kann. Bitte sag dem Betreiber Bescheid.',
  'failure.lyria.unplayable.waiting':
    'Der Musikdienst schickt Musik in einer Form, die dieser Bot nicht spielen kann. Ich versuche es weiter.',
  'failure.lyria.unreachable':
    'Der Musikdienst ist gerade nicht erreichbar. Versuche es in ein paar Minuten noch einmal.',
  'failure.lyria.unreachable.waiting':
    'Der Musikdienst ist gerade nicht erreichbar. Die Musik kommt von selbst zurück.',
  'failure.lyria.setup-timeout':
    'Der Musikdienst hat zu lange nicht geantwortet. Versuche es gleich noch einmal.',
  'failure.lyria.setup-timeout.waiting':
    'Der Musikdienst hat zu lange nicht geantwortet. Die Musik kommt von selbst zurück.',
  'failure.lyria.aborted': 'Der Start wurde abgebrochen.',
  'failure.station.no-place':
    'Dieser Bot spielt im Moment auf so vielen Servern, wie er kann. Es fängt an, sobald ein Platz frei ist.',
  'failure.station.mute': 'Der Musikdienst hat noch keine Musik gebracht. Ich versuche es weiter.',
  'failure.voice.refused':
    'Discord lässt mich in diesem Sprachkanal nicht sprechen. Bitte sag dem Betreiber des Bots Bescheid.',
  'failure.voice.limited':
    'Discord möchte, dass ich mich seltener verbinde. Versuche `/lyria spielen` in ein paar Minuten noch einmal.',
  'failure.voice.unavailable':
    'Ich konnte mich nicht mit diesem Sprachkanal verbinden. Versuche `/lyria spielen` in einer Minute noch einmal.',
  'failure.voice.stream':
    'Beim Spielen ist etwas kaputtgegangen. Bitte sag dem Betreiber des Bots Bescheid.',
  'failure.live.quota':
    'Der DJ hat vorerst keine Zeit mehr. Tippen geht weiterhin: `/lyria spielen`, `/lyria einstellen`.',
  'failure.live.billing':
    'Der DJ kann nicht zuhören: Das Guthaben dieses Bots ist aufgebraucht. Bitte sag dem Betreiber Bescheid.',
  'failure.live.bad-key':
    'Der DJ kann nicht zuhören: Der Schlüssel dieses Bots wird nicht angenommen. Bitte sag dem Betreiber Bescheid.',
  'failure.live.region':
    'Den DJ gibt es dort nicht, wo dieser Bot läuft. Bitte sag dem Betreiber Bescheid.',
  'failure.live.denied':
    'Mit dem Schlüssel dieses Bots darf der DJ nicht benutzt werden. Bitte sag dem Betreiber Bescheid.',
  'failure.live.model': 'Das Modell des DJs gibt es nicht. Bitte sag dem Betreiber Bescheid.',
  'failure.live.outage':
    'Der DJ kann gerade nicht zuhören. Versuche es in einer Minute noch einmal. Tippen geht weiterhin: `/lyria spielen`, `/lyria einstellen`.',
  'failure.live.dropped':
    'Die Leitung zum DJ ist abgerissen. Drücke noch einmal und sag es erneut.',
  'failure.live.session-limit': 'Der DJ musste auflegen. Drücke noch einmal, um weiterzureden.',
  'failure.live.rejected':
    'Der DJ hat diesen Bot nicht verstanden. Bitte sag dem Betreiber Bescheid.',
  'failure.live.unreachable':
    'Der DJ ist gerade nicht erreichbar. Tippen geht weiterhin: `/lyria spielen`, `/lyria einstellen`.',
  'failure.live.setup-timeout':
    'Der DJ ist zu lange nicht drangegangen. Drücke gleich noch einmal.',
  'failure.live.no-answer':
    'Das hat der DJ nicht verstanden. Drücke noch einmal und sag es erneut.',
  'failure.talk.full': 'Der DJ hört gerade anderen zu. Drücke gleich noch einmal.',
  'failure.talk.unheard':
    'Der DJ hat nichts von dir gehört. Bist du stumm? Prüfe dein Mikrofon und drücke noch einmal.',
  'failure.talk.unreadable':
    'Der DJ konnte deine Stimme nicht verstehen. Verlasse den Sprachkanal, komm zurück und versuche es noch einmal.',
  'failure.talk.unavailable': 'Im Moment gibt es keinen DJ, mit dem du reden könntest.',
  'failure.media.full':
    'Dieser Bot spielt im Moment auf so vielen Servern, wie seine Maschine schafft. Bitte versuche es später noch einmal.',
  'failure.store':
    'Ich komme gerade nicht an meinen Speicher. Die Musik geht weiter; bitte sag dem Betreiber des Bots Bescheid.',
  'failure.discord': 'Der Bot kann Discord nicht erreichen.',
  'failure.words':
    'Ich konnte mein Musikwörterbuch nicht fragen und habe deine Worte selbst gelesen.',
  'failure.setup':
    'Der Bot ist nicht richtig eingerichtet. Sein Betreiber findet den Grund im Log.',
  'failure.start': 'Der Bot kann nicht starten. Sein Betreiber findet den Grund im Log.',
};
