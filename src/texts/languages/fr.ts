import type { Catalogue } from './en.ts';

/** French. */
export const fr: Catalogue = {
  language: 'Français',
  'command.lyria.name': 'lyria',
  'command.lyria.description': 'Une musique sans fin, inventée en direct et guidée par son public',
  'command.play.name': 'jouer',
  'command.play.description':
    'Lancer une musique sans fin dans ton salon vocal, ou changer ce qui joue',
  'option.play.prompt.name': 'prompt',
  'option.play.prompt.description':
    'Avec tes mots : lo-fi pluvieuse et piano ; un peu plus vite ; techno:2, pads:0.5',
  'command.vote.name': 'voter',
  'command.vote.description': 'Voter sur ce qui joue ; toi seul le vois',
  'command.propose.name': 'proposer',
  'command.propose.description': 'Proposer un prompt sur lequel tout le monde vote',
  'option.propose.prompt.name': 'prompt',
  'option.propose.prompt.description': 'Un genre, un instrument ou une ambiance, comme dreamy pads',
  'command.drop.name': 'retirer',
  'command.drop.description': 'Retirer un prompt que tu as proposé (DJ : n’importe lequel)',
  'option.drop.prompt.name': 'prompt',
  'option.drop.prompt.description': 'Le prompt tel que le panneau l’affiche',
  'command.tune.name': 'régler',
  'command.tune.description':
    'Tempo, tonalité, couleur et tous les réglages ; sans option, les affiche',
  'option.tune.reset.name': 'réinitialiser',
  'option.tune.reset.description': 'Laisser de nouveau le modèle décider',
  'choice.tune.reset.all': 'Tous les réglages',
  'option.tune.number': '{help} : {range}',
  'command.panel.name': 'panneau',
  'command.panel.description': 'Faire venir ici le panneau de vote',
  'command.now.name': 'maintenant',
  'command.now.description': 'Ce que tu entends en ce moment, et ce qui arrive',
  'command.history.name': 'historique',
  'command.history.description': 'Ce qui a joué ici et quand, avec des boutons pour le remettre',
  'command.recap.name': 'récap',
  'command.recap.description':
    'Publier une image de la soirée : ce qui a joué, qui a proposé quoi, et les votes',
  'option.recap.theme.name': 'thème',
  'option.recap.theme.description':
    'Le thème de Discord auquel l’image doit s’accorder ; sombre par défaut',
  'choice.recap.theme.dark': 'Sombre',
  'choice.recap.theme.light': 'Clair',
  'command.talk.name': 'parler',
  'command.talk.description': 'Dire au DJ ce que tu aimerais entendre',
  'option.talk.hands_free.name': 'mains_libres',
  'option.talk.hands_free.description':
    'Laisser le DJ entendre tout ce que tu dis ici, sans appuyer ; il te demande d’abord',
  'command.clip.name': 'extrait',
  'command.clip.description':
    'Publier les dernières secondes en fichier, exactement comme on les a entendues',
  'option.clip.seconds.name': 'secondes',
  'option.clip.seconds.description': 'Combien ; 30 par défaut',
  'command.pause.name': 'pause',
  'command.pause.description': 'Mettre la musique en pause ; /lyria reprendre la relance',
  'command.resume.name': 'reprendre',
  'command.resume.description': 'Continuer après une pause',
  'command.reset.name': 'recommencer',
  'command.reset.description': 'Commencer un nouveau morceau avec le même mix',
  'command.undo.name': 'annuler',
  'command.undo.description':
    'Revenir au mix d’avant le dernier changement de mix, tempo ou tonalité',
  'command.volume.name': 'volume',
  'command.volume.description': 'Monter ou baisser la musique pour tout le monde',
  'option.volume.percent.name': 'pourcent',
  'option.volume.percent.description': '100 la joue telle qu’elle vient',
  'command.stop.name': 'arrêter',
  'command.stop.description':
    'Arrêter la musique et quitter le salon vocal, maintenant ou plus tard',
  'option.stop.in.name': 'dans',
  'option.stop.in.description':
    'Dans combien de temps, comme 30m ou 1h 30m, en fondu lent ; off : finalement non',
  'command.help.name': 'aide',
  'command.help.description': 'Ce que tu peux faire ici, avec des exemples à essayer',
  'command.settings.name': 'paramètres',
  'command.settings.description': 'Afficher ou changer les paramètres (il faut Gérer le serveur)',
  'option.settings.dj_role.name': 'rôle_dj',
  'option.settings.dj_role.description':
    'Les membres avec ce rôle décident seuls (@everyone : pas de rôle DJ)',
  'option.settings.who_may_vote.name': 'qui_vote',
  'option.settings.who_may_vote.description': 'Les votes de qui comptent',
  'choice.settings.who_may_vote.listeners': 'Tous ceux qui écoutent',
  'choice.settings.who_may_vote.djs': 'Les DJ seulement',
  'option.settings.vote_half_life.name': 'demi_vie',
  'option.settings.vote_half_life.description':
    'Minutes après lesquelles un vote compte pour moitié ; 0 : ils ne s’effacent pas',
  'option.settings.ramp.name': 'transition',
  'option.settings.ramp.description': 'Secondes que met la musique à suivre un vote',
  'option.settings.always_on.name': 'toujours_là',
  'option.settings.always_on.description': 'Rester et garder la place quand personne n’écoute',
  'option.settings.home.name': 'maison',
  'option.settings.home.description':
    'Un salon vocal où la musique vient d’elle-même, avec son panneau dans ce salon-ci',
  'option.settings.home_mix.name': 'mix_maison',
  'option.settings.home_mix.description':
    'Ce qui y joue : un mix de ce serveur ou un mix tout prêt ; off : plus de maison',
  'option.settings.channel.name': 'salon',
  'option.settings.channel.description':
    'Un salon réservé au panneau : mes autres messages y disparaissent. Le choisir à nouveau annule',
  'option.settings.channel_status.name': 'statut_salon',
  'option.settings.channel_status.description': 'Afficher ce qui joue sous le nom du salon vocal',
  'option.settings.talk.name': 'parler',
  'option.settings.talk.description':
    'Si les membres peuvent parler au DJ ; chacun est d’abord consulté',
  'choice.settings.talk.off': 'Non',
  'choice.settings.talk.spoken': 'Oui, et il répond à voix haute',
  'choice.settings.talk.text': 'Oui, et il répond par écrit',
  'option.settings.duck.name': 'atténuer',
  'option.settings.duck.description':
    'Moins fort quand on parle. Mon casque est alors activé, mais je ne déchiffre rien',
  'option.settings.hands_free.name': 'mains_libres',
  'option.settings.hands_free.description':
    'Si les membres peuvent laisser le DJ tout entendre ; chacun est d’abord consulté',
  'option.settings.volume_limit.name': 'limite_volume',
  'option.settings.volume_limit.description':
    'Le plus fort que /lyria volume accepte, en pour cent',
  'option.settings.language.name': 'langue',
  'option.settings.language.description': 'La langue du panneau sur ce serveur',
  'choice.settings.language.server': 'Celle du serveur',
  'option.settings.block.name': 'bloquer',
  'option.settings.block.description':
    'Mots que personne ne peut proposer ici, séparés par des virgules ; mot* : toute fin',
  'option.settings.unblock.name': 'débloquer',
  'option.settings.unblock.description': 'Mots de nouveau permis, séparés par des virgules',
  'command.timeout.name': 'exclure',
  'command.timeout.description':
    'Suspendre un temps les propositions d’un membre (il faut Gérer le serveur)',
  'option.timeout.member.name': 'membre',
  'option.timeout.member.description': 'Celui qui ne propose plus ; ses votes comptent toujours',
  'option.timeout.minutes.name': 'minutes',
  'option.timeout.minutes.description': 'Pour combien de temps ; 0 y met fin',
  'command.key.name': 'clé',
  'command.key.description': 'Donner à ce serveur sa propre clé Lyria (il faut Gérer le serveur)',
  'option.key.remove.name': 'retirer',
  'option.key.remove.description': 'Retirer la clé de ce serveur',
  'command.doctor.name': 'diagnostic',
  'command.doctor.description': 'Chercher ce qui m’empêche de jouer (il faut Gérer le serveur)',
  'command.mix.name': 'mix',
  'command.mix.description': 'Garder des mix, les retrouver, les transmettre',
  'command.mix.show.name': 'afficher',
  'command.mix.show.description': 'Les parts exactes du vote et les poids du moment',
  'command.mix.save.name': 'garder',
  'command.mix.save.description': 'Garder ce qui joue sous un nom, avec ses parts et ses réglages',
  'option.mix.save.name.name': 'nom',
  'option.mix.save.name.description': 'Comment l’appeler ; un mix à toi de ce nom est remplacé',
  'option.mix.save.for.name': 'pour',
  'option.mix.save.for.description': 'Pour qui ; ce serveur par défaut',
  'choice.mix.save.for.guild': 'Ce serveur',
  'choice.mix.save.for.member': 'Moi, sur tous les serveurs',
  'option.mix.save.code.name': 'code',
  'option.mix.save.code.description': 'Un code que quelqu’un a publié, à la place de ce qui joue',
  'command.mix.load.name': 'charger',
  'command.mix.load.description': 'Jouer un mix gardé ici, un de tes favoris ou un mix tout prêt',
  'option.mix.load.name.name': 'nom',
  'option.mix.load.name.description': 'Son nom, ou un code que quelqu’un a publié',
  'command.mix.delete.name': 'supprimer',
  'command.mix.delete.description':
    'Supprimer un mix que tu as gardé (DJ : tous ceux de ce serveur)',
  'option.mix.delete.name.name': 'nom',
  'option.mix.delete.name.description': 'Son nom',
  'command.mix.list.name': 'liste',
  'command.mix.list.description': 'Les mix gardés sur ce serveur, et tes favoris',
  'command.mix.share.name': 'partager',
  'command.mix.share.description':
    'Publier ce qui joue, ou un mix, en code valable sur tout serveur avec Lyrebird',
  'option.mix.share.name.name': 'nom',
  'option.mix.share.name.description': 'Un mix gardé ; par défaut, ce qui joue',
  'command.mix.export.name': 'exporter',
  'command.mix.export.description':
    'Les mix de ce serveur en fichier JSON (il faut Gérer le serveur)',
  'command.mix.import.name': 'importer',
  'command.mix.import.description':
    'Ajouter les mix d’un fichier exporté (il faut Gérer le serveur)',
  'option.mix.import.file.name': 'fichier',
  'option.mix.import.file.description': 'Un mix du même nom est remplacé ; tous les autres restent',

  'control.bpm.option': 'bpm',
  'control.bpm.help': 'Tempo en battements par minute',
  'control.bpm.noun': 'tempo',
  'control.bpm.the': 'le tempo',
  'control.bpm.more.word': 'plus vite',
  'control.bpm.more.label': 'Plus vite',
  'control.bpm.less.word': 'moins vite',
  'control.bpm.less.label': 'Moins vite',
  'control.scale.option': 'tonalité',
  'control.scale.help': 'Tonalité, comme ré majeur / si mineur',
  'control.scale.noun': 'tonalité',
  'control.scale.the': 'la tonalité',
  'control.density.option': 'densité',
  'control.density.help': 'De peu de notes à beaucoup',
  'control.density.noun': 'densité',
  'control.density.the': 'la densité',
  'control.density.more.word': 'plus dense',
  'control.density.more.label': 'Plus dense',
  'control.density.less.word': 'plus aéré',
  'control.density.less.label': 'Plus aéré',
  'control.brightness.option': 'brillance',
  'control.brightness.help': 'De sombre à brillant',
  'control.brightness.noun': 'brillance',
  'control.brightness.the': 'la brillance',
  'control.brightness.more.word': 'plus brillant',
  'control.brightness.more.label': 'Plus brillant',
  'control.brightness.less.word': 'plus sombre',
  'control.brightness.less.label': 'Plus sombre',
  'control.muteDrums.option': 'sans_batterie',
  'control.muteDrums.help': 'Jouer sans batterie',
  'control.muteDrums.said': 'sans batterie',
  'control.muteDrums.unsaid': 'de nouveau avec batterie',
  'control.muteBass.option': 'sans_basse',
  'control.muteBass.help': 'Jouer sans basse',
  'control.muteBass.said': 'sans basse',
  'control.muteBass.unsaid': 'de nouveau avec basse',
  'control.onlyBassAndDrums.option': 'basse_et_batterie_seules',
  'control.onlyBassAndDrums.help': 'Ne jouer que la basse et la batterie',
  'control.onlyBassAndDrums.said': 'avec basse et batterie seules',
  'control.onlyBassAndDrums.unsaid': 'de nouveau avec tous les instruments',
  'control.musicGenerationMode.option': 'mode',
  'control.musicGenerationMode.help': 'Ce que vise le modèle',
  'control.musicGenerationMode.noun': 'mode',
  'control.musicGenerationMode.the': 'le mode',
  'control.guidance.option': 'fidélité',
  'control.guidance.help': 'À quel point suivre les prompts',
  'control.guidance.noun': 'fidélité',
  'control.guidance.the': 'la fidélité',
  'control.temperature.option': 'température',
  'control.temperature.help': 'À quel point être aventureux',
  'control.temperature.noun': 'température',
  'control.temperature.the': 'la température',
  'control.topK.option': 'top_k',
  'control.topK.help': 'Parmi combien de notes choisir',
  'control.topK.noun': 'top-k',
  'control.topK.the': 'le top-k',
  'control.seed.option': 'graine',
  'control.seed.help': 'Où commence le hasard',
  'control.seed.noun': 'graine',
  'control.seed.the': 'la graine',
  'mode.title.QUALITY': 'Qualité : le mieux possible',
  'mode.title.DIVERSITY': 'Diversité : plus de surprises',
  'mode.title.VOCALIZATION': 'Vocalises : des voix sans paroles',
  'mode.QUALITY': 'qualité',
  'mode.DIVERSITY': 'diversité',
  'mode.VOCALIZATION': 'vocalises',
  'mode.said.DIVERSITY': 'varié',
  'mode.said.VOCALIZATION': 'voix sans paroles',
  'scale.C_MAJOR_A_MINOR': 'do majeur / la mineur',
  'scale.D_FLAT_MAJOR_B_FLAT_MINOR': 'ré♭ majeur / si♭ mineur',
  'scale.D_MAJOR_B_MINOR': 'ré majeur / si mineur',
  'scale.E_FLAT_MAJOR_C_MINOR': 'mi♭ majeur / do mineur',
  'scale.E_MAJOR_D_FLAT_MINOR': 'mi majeur / do♯ mineur',
  'scale.F_MAJOR_D_MINOR': 'fa majeur / ré mineur',
  'scale.G_FLAT_MAJOR_E_FLAT_MINOR': 'sol♭ majeur / mi♭ mineur',
  'scale.G_MAJOR_E_MINOR': 'sol majeur / mi mineur',
  'scale.A_FLAT_MAJOR_F_MINOR': 'la♭ majeur / fa mineur',
  'scale.A_MAJOR_G_FLAT_MINOR': 'la majeur / fa♯ mineur',
  'scale.B_FLAT_MAJOR_G_MINOR': 'si♭ majeur / sol mineur',
  'scale.B_MAJOR_A_FLAT_MINOR': 'si majeur / sol♯ mineur',
  yes: 'oui',
  no: 'non',
  percent: '{value} %',
  bpm: '{value} bpm',
  'control.line': '**{control} :** {value}',
  'control.auto': 'le modèle décide',
  'control.auto.usual': 'le modèle décide ({usual})',
  'control.any': 'au hasard',
  'control.said': '{control} {value}',
  'control.unsaid.auto': '{control} auto',
  'control.unsaid.any': '{control} au hasard',
  'control.unsaid.usual': '{control} comme d’habitude',
  'range.whole': 'un nombre entier de {min} à {max}',
  'range.any': 'un nombre de {min} à {max}',
  'tune.wrong-number': '**{control}** prend {range}, pas {typed}. Voulais-tu dire {meant} ?',
  'tune.wrong-choice': '**{control}** prend l’un de {known}. {hint}',
  'tune.choose': 'Choisis dans la liste.',
  'tune.meant': 'Voulais-tu dire {meant} ?',
  'tune.wrong-scale':
    '**tonalité** prend l’une de douze tonalités, comme « ré majeur / si mineur ». {hint}',
  'tune.scale.meant': 'Voulais-tu dire {one} ou {other} ?',
  'tune.scale.choose': 'Commence à taper une note et choisis dans la liste.',
  'tune.wrong-reset': '**réinitialiser** prend tout ou l’un de {known}. Choisis dans la liste.',

  'ask.change': 'Changer {settings} ?',
  'ask.change.with': 'Changer {settings}, {flags} ?',
  'ask.setting': '{control} pour {value}',
  'ask.any': 'ce que choisit le modèle',
  'ask.auto': 'Laisser le modèle choisir {control} ?',
  'ask.flags': 'Continuer {flags} ?',

  'reason.not-listening': 'Rejoins le salon vocal et réactive ton casque pour participer.',
  'reason.djs-only': 'Seuls les DJ votent sur ce serveur. Demande à l’un d’eux.',
  'reason.no-such-candidate':
    'Ce prompt n’est plus soumis au vote. Ouvre un nouveau panneau pour voir ce qui l’est.',
  'reason.filtered': 'Le service de musique refuse ce prompt. Essaie avec d’autres mots.',
  'reason.full':
    'Toutes les places sont prises et chaque prompt a ses partisans. Vote contre l’un d’eux ou réessaie plus tard.',
  'reason.own-limit': 'Tu as déjà ta part de prompts. Retires-en un pour en proposer un autre.',
  'reason.not-yours':
    'Seul un DJ ou la personne qui l’a proposé peut le retirer. Tu peux voter contre.',
  'reason.last-candidate': 'C’est tout ce qu’il y a à jouer. Propose d’abord autre chose.',
  'reason.empty-prompt': 'Dis ce que tu veux entendre, par exemple « dreamy pads ».',
  'reason.prompt-too-long': 'C’est trop long. Quelques mots suffisent, 200 caractères au plus.',
  'reason.unwanted': 'Ce serveur ne veut pas de ce mot. Dis-le autrement.',
  'reason.no-prompt': 'Nomme au moins une chose à jouer, pas seulement des choses à éviter.',
  'reason.too-many-prompts':
    'C’est trop à la fois. Huit prompts au plus ; deux à quatre, c’est l’idéal.',
  'reason.elsewhere': 'La musique joue dans <#{channelId}>. Rejoins-le pour la guider.',
  'reason.nowhere': 'Rejoins d’abord un salon vocal, puis `/lyria jouer` t’y amène la musique.',
  'reason.not-managing': 'Seuls les membres avec « Gérer le serveur » peuvent faire ça.',
  'reason.too-loud':
    'C’est plus fort que ce que ce serveur permet. `/lyria paramètres` montre la limite.',
  'reason.paused-already': 'La musique est déjà en pause. `/lyria reprendre` la relance.',
  'reason.playing-already': 'La musique joue déjà.',
  'reason.furthest':
    'Une seule personne ne peut pas aller plus loin. Le bouton opposé revient pas à pas.',
  'reason.nothing-left':
    'Il n’y aurait plus rien à entendre : **basse_et_batterie_seules**, et les deux coupées. Enlève l’une des trois options, ou mets-la sur False.',
  'reason.poll-running': 'Un vote est déjà en cours. Attends qu’il se termine, puis redemande.',
  'reason.poll-over': 'Ce vote est terminé.',
  'reason.steered-since':
    'Vous avez déjà commencé à guider la musique ; j’ai donc laissé le mix à vos votes.',
  'reason.nothing-to-undo':
    'Il n’y a rien à annuler : personne n’a encore changé tout le mix, le tempo ou la tonalité. Les votes se retirent sur le panneau.',
  'reason.no-timer': 'Personne n’a mis de minuteur. `/lyria arrêter dans:` en met un.',
  'reason.slow-member': 'Laisse leur tour aux autres. On peut voter à tout moment.',
  'reason.slow-server': 'Il se passe beaucoup de choses ici. On peut voter à tout moment.',
  'reason.timed-out':
    'Quelqu’un qui gère ce serveur a suspendu tes propositions. Tes votes comptent toujours.',
  'reason.unkind':
    'Restons aimables. Dis-moi ce que tu veux entendre, par exemple `quelque chose de calme avec des cordes`.',
  'reason.too-soon': 'Pas si vite, s’il te plaît.',
  'reason.over': 'La musique est terminée. `/lyria jouer` la relance.',
  'wait.slow-member':
    'Laisse leur tour aux autres. On peut voter à tout moment ; ceci sera de nouveau possible dans {wait}.',
  'wait.slow-server':
    'Il se passe beaucoup de choses ici. On peut voter à tout moment ; ceci sera de nouveau possible dans {wait}.',
  'wait.timed-out':
    'Quelqu’un qui gère ce serveur a suspendu tes propositions. Tes votes comptent toujours ; tu pourras proposer de nouveau dans {wait}.',
  'wait.hours': '{count} h',
  'wait.minutes': '{count} min',
  'wait.seconds': '{count} s',

  'done.added': '{prompt} est soumis au vote.',
  'done.added.instead': '{prompt} est soumis au vote, à la place de {gone}.',
  'done.seconded': '{prompt} est déjà soumis au vote : ta proposition compte comme un vote pour.',
  'done.dropped': '{prompt} n’est plus dans la liste.',
  'done.tuned': '{what}. Tu l’entendras dans quelques secondes.',
  'done.tuned.hard':
    '{what}. Un morceau comme ça arrive ; tu l’entendras en général dans les 20 secondes.',
  'done.polled': 'Ton vote compte.',
  asked: 'D’autres écoutent ; je leur ai posé la question sur le panneau dans <#{channelId}>.',
  'asked.controls':
    'D’autres écoutent ; je leur ai posé la question sur le panneau dans <#{channelId}> : {what}.',
  busy: 'La musique est en train de commencer ou de finir ici. Réessaie dans un instant.',
  'never-started': 'La musique n’a pas pu commencer.',

  'end.kicked': 'On m’a retiré du salon vocal ; la musique est donc terminée.',
  'end.channel-deleted': 'Le salon vocal a été supprimé ; la musique est donc terminée.',
  'end.stopped': 'La musique est terminée.',
  'end.outage':
    'Discord est resté trop longtemps injoignable ; la musique est donc terminée. `/lyria jouer` la relance.',
  'end.limit':
    'La musique s’éteint en fondu : la personne qui gère ce bot limite la durée d’une traite. `/lyria jouer` la relance.',
  'end.shutdown': 'Le bot redémarre. La musique revient d’elle-même.',

  'panel.state.starting': '⏳ Démarrage',
  'panel.state.playing': '▶️ En cours',
  'panel.state.paused': '⏸️ En pause',
  'panel.state.reconnecting': '🔄 Reconnexion',
  'panel.state.ended': '⏹️ Terminé',
  'panel.state.away': '💤 Absent',
  'panel.title': '{state} dans <#{channelId}>',
  'panel.everybody-votes':
    '{count, plural, one {# personne écoute} other {# personnes écoutent}} · Tout le monde vote ici, et les parts font le mix.',
  'panel.djs-vote':
    '{count, plural, one {# personne écoute} other {# personnes écoutent}} · Seuls les DJ votent, et les parts font le mix.',
  'panel.own': '✔ marque ce que tu as choisi.',
  'panel.own.idle': '✔ marque ce que tu as choisi ; pour le moment, cela ne compte pas.',
  'panel.heard': '**Tu entends :** {sound}',
  'panel.coming': '**En route vers :** {sound}',
  'panel.on-its-way': '**En chemin :** {sound}',
  'panel.fades': '😴 S’éteint {when}',
  'panel.nobody': 'Personne n’écoute. La musique reprend dès que quelqu’un est là.',
  'panel.loop':
    '🔁 Une boucle : les dernières mesures tournent jusqu’à ce qu’arrive une nouvelle musique.',
  'panel.stuck':
    '⚠️ Je ne peux pas renouveler ce panneau moi-même ici ; chaque appui le fait. `/lyria panneau` le déplace dans un autre salon.',
  'panel.away':
    'Le bot est absent pour le moment ; il revient de lui-même, et la musique aussi, avec tous vos votes.',
  'panel.by-bot': 'par le bot',
  'panel.filtered': '🚫 Filtré par le service de musique : {reason} · {by}',
  'panel.votes': '{ups} pour, {downs} contre',
  'panel.you': '✔ toi : {choice}',
  'panel.up': 'pour',
  'panel.down': 'contre',
  'panel.avoided': 'On évite {names}',
  'panel.held': 'Tout a été rejeté : le dernier mix reste.',
  'panel.there': 'Le panneau est dans <#{channelId}>.',
  'panel.moved': 'Le panneau se trouve maintenant plus bas, dans <#{channelId}>.',
  'panel.gone':
    'Ce panneau est celui d’une musique terminée. `/lyria panneau` affiche l’actuel ; `/lyria jouer` relance la musique.',
  'panel.button.propose': 'Proposer',
  'panel.button.surprise': 'Surprise',
  'panel.button.tune': 'Régler',
  'panel.button.pause': 'Pause',
  'panel.button.resume': 'Reprendre',
  'panel.button.stop': 'Stop',
  'panel.button.talk': 'Parler au DJ',
  'panel.presets': 'Jouer un mix tout prêt',
  'panel.propose.title': 'Proposer un prompt',
  'panel.propose.label': 'Un genre, un instrument ou une ambiance',
  'panel.propose.example': 'nappes rêveuses',
  'sound.less': 'moins de {prompt}',
  'sound.share': '{prompt} {percent}',
  'tuning.title': '🎛️ Régler ce qui joue',
  'tuning.how': 'Chacun souhaite des pas ; on joue le milieu de tous les souhaits.',
  'tuning.value': '{control} {value}',
  'tuning.value.wishes': '{control} {value} ({wishes})',
  'tuning.auto': 'auto',
  'tuning.own': '✔ Tu souhaites : {wishes}',
  'tuning.step': '{count, plural, one {# pas} other {# pas}} {direction}',

  'poll.stop': 'Arrêter la musique ?',
  'poll.stop.later': 'Laisser la musique s’éteindre et s’arrêter dans {duration} ?',
  'poll.pause': 'Mettre la musique en pause pour tout le monde ?',
  'poll.volume': 'Mettre le volume à {percent} pour tout le monde ?',
  'poll.afresh': 'Repartir avec {mix} ?',
  'poll.change': 'Changer ce qui joue pour {mix} ?',
  'poll.undo': 'Revenir à {mix} ?',
  'poll.undecided': 'Pas tranché : entre-temps, la musique ou le bot s’est arrêté.',
  'poll.counts': '{yes} oui · {no} non · {missing} sans vote',
  'poll.asked': 'Demandé par {by} · se termine {when}',
  'poll.rule':
    'Plus de la moitié de ceux qui écoutent tranche aussitôt. À la fin, il faut plus de oui que de non, un tiers des votes, et le oui de quelqu’un d’autre.',
  'poll.yes': 'Oui',
  'poll.no': 'Non',
  'poll.passed': 'Décidé : oui.',
  'poll.failed.majority': 'Décidé : non.',
  'poll.failed.tie': 'Égalité : rien ne change.',
  'poll.failed.alone': 'Personne d’autre n’a dit oui : rien ne change.',
  'poll.failed.quorum': 'Trop peu de votes : rien ne change.',
  'duration.hours': '{count} h',
  'duration.minutes': '{count} min',

  'note.unkept':
    'Je ne peux rien enregistrer pour le moment. La musique et les votes continuent, mais les changements seront perdus si je redémarre. Préviens la personne qui gère ce bot.',
  'note.welcome':
    'Tu peux participer : 👍 et 👎 comptent aussitôt, et le même bouton retire ton vote. **Proposer** ajoute un prompt, **Régler** change le tempo et le son, et `/lyria voter` montre ce que tu as choisi.',
  'note.welcome.spectator':
    'Seuls les DJ votent sur ce serveur. `/lyria maintenant` montre ce que tu entends, et `/lyria paramètres` qui décide.',
  'note.filtered':
    'Le service de musique ne prend pas {prompt} ({reason}) ; il a donc quitté le mix. Essaie avec d’autres mots.',
  'note.no-server': 'Je joue sur des serveurs. Utilise-moi dans un de leurs salons.',
  'note.not-there':
    'Je ne suis pas encore sur ce serveur, seules mes commandes y sont. Demande à quelqu’un qui le gère de m’inviter.',
  'note.sorry': 'Quelque chose s’est mal passé de mon côté. Réessaie dans un instant.',
  'note.old-command':
    'Je ne connais plus cette commande. Discord proposera bientôt les commandes actuelles.',
  'note.panel.unseen':
    'Je n’ai pas le droit de voir ce salon (**Voir le salon**) ; le panneau ne s’y renouvelle donc que si quelqu’un y appuie. `/lyria panneau` dans un autre salon l’y déplace.',
  'note.panel.archived':
    'Ce fil est archivé ; le panneau ne s’y renouvelle donc que si quelqu’un y appuie. `/lyria panneau` dans un autre salon l’y déplace.',

  'silence.muted':
    'On m’a coupé le micro ; personne n’entend la musique. Rends-le-moi et elle revient.',
  'silence.may-not-speak':
    'Je n’ai pas le droit de parler dans le salon vocal ; personne n’entend la musique. Il m’y faut la permission **Parler**. Demandez à quelqu’un qui gère ce serveur.',
  'silence.audience':
    'Je suis dans le public de la scène ; personne n’entend la musique. Peut me faire passer sur scène : {who}.',
  'silence.hand-raised':
    'J’ai levé la main sur la scène ; personne n’entend la musique tant qu’on ne m’y laisse pas. Peut le faire : {who}, dans **Demandes de parole**, à mon nom.',
  'place.afk': 'On n’entend personne dans <#{channelId}>, le salon AFK. Rejoins-en un autre.',
  'place.unseen': 'Je ne vois pas ton salon vocal. Il m’y faut la permission **Voir le salon**.',
  'place.unseen.text': 'Je ne vois pas ce salon, ou personne ne peut y écrire.',
  'place.permissions':
    'Dans <#{channelId}>, {count, plural, one {il me faut la permission} other {il me faut les permissions}} {names}. Demande à quelqu’un qui gère ce serveur.',
  'place.stage':
    'Sur la scène <#{channelId}>, il me faut **Demander la parole**, pour lever la main, ou **Rendre les membres muets**, pour y monter. Demande à quelqu’un qui gère ce serveur.',
  'place.full':
    '<#{channelId}> est plein. Faites une place de plus, ou donnez-moi **Déplacer des membres**.',
  'place.unknown': 'Je ne connais pas ce serveur. Invitez-moi de nouveau.',
  'place.not-back': 'La musique n’a pas pu revenir après un redémarrage.',
  'place.not-back.because': 'La musique n’a pas pu revenir après un redémarrage. {why}',
  'permission.view': '**Voir le salon**',
  'permission.send': '**Envoyer des messages**',
  'permission.connect': '**Se connecter**',
  'permission.speak': '**Parler**',

  'nothing-plays': 'Rien ne joue ici. `/lyria jouer` lance la musique.',
  'play.elsewhere': 'La musique joue dans <#{channelId}>. Rejoins-le pour changer le mix.',
  'play.ended': 'La musique est déjà terminée.',
  'play.moves': 'La musique y va maintenant.',
  'play.changing': 'La musique change. Tu l’entendras dans quelques secondes.',
  'play.mix-changing': 'Le mix change. Tu l’entendras dans quelques secondes.',
  'play.single': 'Pour un seul prompt, il y a `/lyria proposer`.',
  'read.local': 'J’ai lu tes mots avec ma propre liste : {what}.',
  'read.gemini': 'J’ai lu tes mots avec Gemini : {what}.',
  'read.away': 'en évitant {names}',
  'read.gemini.none': 'Gemini n’y a pas trouvé de musique.',
  'read.gemini.failed': 'Gemini n’était pas joignable à l’instant.',
  'typed.too-long': 'C’est trop long : {most} caractères au plus. Quelques mots suffisent.',
  'typed.empty': 'Dis ce que tu veux entendre, comme `techno` ou `piano chaud, pluie`.',
  'typed.too-many': 'C’est trop à la fois : {most} prompts au plus ; deux à quatre, c’est l’idéal.',
  'typed.cancelled': 'Deux des poids s’annulent. Laisse plutôt ce prompt de côté.',
  'typed.only-away': 'Nomme au moins une chose à jouer, pas seulement des choses à éviter.',
  'typed.zero':
    'Un poids de 0 ne fait rien. Laisse ce prompt de côté, ou donne-lui un poids négatif pour l’éviter.',
  'typed.weight': 'Un poids est un nombre de -{most} à {most}, comme `techno:2` ou `piano:-1`.',
  'propose.one': 'Un prompt à la fois, s’il te plaît : on vote sur chacun séparément.',
  'propose.no-weight': 'Une proposition n’a pas de poids : ce sont les votes qui en décident.',
  'drop.several': 'Plusieurs prompts commencent ainsi. Choisis-en un dans la liste.',
  'pause.done': 'En pause. `/lyria reprendre` relance la musique.',
  'resume.done': 'C’est reparti.',
  'reset.done': 'Un nouveau morceau avec le même mix arrive.',
  'undo.done': 'Le mix d’avant revient. Encore une fois `/lyria annuler` pour repartir en avant.',
  'volume.done': 'Volume à {percent}, aussi pour ce qui jouera ensuite sur ce serveur.',
  'stop.done': 'La musique s’éteint en fondu. `/lyria jouer` la ramène.',
  'stop.off': 'Le minuteur est désactivé. La musique continue.',
  'stop.how-long': 'Dis dans combien de temps : de 1 minute à 24 heures, comme `30m` ou `1h 30m`.',
  'stop.later': 'La musique s’éteint {when}. `/lyria arrêter dans:off` la laisse continuer.',
  'talk.not-here':
    'Ici, personne ne peut parler au DJ : ce bot n’a pas de clé Gemini, et c’est elle qui écoute. La personne qui le gère peut en ajouter une (`GEMINI_API_KEY`).',
  'talk.off':
    'Sur ce serveur, on ne peut pas parler au DJ. Un membre avec « Gérer le serveur » peut l’activer : `/lyria paramètres`.',
  'talk.consent':
    '**Avant que le DJ t’écoute**\n- Après chaque appui, il t’entend, toi et personne d’autre, le temps d’une phrase : 15 secondes au plus. Ce que tu dis va à {listener}.\n- {answer}\n- Ce bot ne garde ni son ni paroles, à part ce message. Après un redémarrage, il te redemande.\n- Le DJ peut faire ce que tu peux faire en tapant, et rien d’autre.',
  'talk.listener.google':
    'Google (la Gemini Live API, avec la clé de la personne qui gère ce bot ; ce qui vient avec une clé gratuite, Google peut s’en servir pour améliorer ses produits)',
  'talk.listener.sandbox':
    'un remplaçant sur cette machine, qui ne connaît que les voix du bac à sable. Rien ne quitte la machine',
  'talk.answer.spoken':
    'Tout le monde ici entend la réponse, et la lit, avec ce qui a été compris, sous ton nom.',
  'talk.answer.text': 'Tout le monde ici lit la réponse et ce qui a été compris, sous ton nom.',
  'talk.agree': 'Accepter',
  'talk.not-now': 'Pas maintenant',
  'talk.declined': 'D’accord : personne ne t’écoute. Tu peux taper comme toujours.',
  'talk.listening':
    '🎙️ Dis-le maintenant, par exemple « make it darker and slower, and bring in a piano ».',
  'talk.listening-already': 'Le DJ t’écoute déjà. Dis ce que tu aimerais entendre.',
  'talk.muted': 'Ton micro est coupé, le DJ n’entendrait rien. Réactive-le et appuie de nouveau.',
  'talk.heard-nothing': 'Le DJ n’a rien entendu. Appuie de nouveau quand tu es prêt.',
  'talk.used-up':
    'Ce serveur a dit au DJ tout ce qu’il peut pour l’instant. Il écoute de nouveau dans {minutes} min ; taper marche comme toujours.',
  'talk.free.off':
    'Le mode mains libres est désactivé sur ce serveur. Un membre avec « Gérer le serveur » peut l’activer : `/lyria paramètres`.',
  'talk.free.consent':
    '**Avant que le DJ entende tout ce que tu dis**\n- Dès que tu acceptes, et jusqu’à ce que tu quittes ce salon vocal ou que tu y mettes fin, le DJ entend tout ce que tu dis ici. Tout va à {listener}.\n- Il ne répond que si tu l’appelles « DJ ». {answer} Le reste n’est montré à personne.\n- Tout le monde ici peut voir qu’il t’entend. Il n’entend les autres que s’ils acceptent aussi.\n- À part ce que tout le monde lit, ce bot ne garde ni son ni paroles. Il te redemande chaque fois.\n- Le DJ peut faire ce que tu peux faire en tapant, et rien d’autre.',
  'talk.free.listening':
    '🎙️ Le DJ t’entend désormais. Appelle-le par son nom : « hey DJ, make it darker ». Pour arrêter : `/lyria parler mains_libres:False`, ou quitte le salon.',
  'talk.free.stopped': 'Le DJ ne t’entend plus.',
  'talk.free.none': 'Le DJ ne t’écoutait pas.',
  'talk.free.notice':
    '🎙️ Le DJ entend tout ce que <@{userId}> dit ici, jusqu’à son départ ou la fin du mode mains libres. Il n’entend personne d’autre sans lui demander d’abord.',
  'talk.free.over': '🎙️ Le DJ n’entend plus <@{userId}>.',
  'talk.caption.member': '🎙️ <@{userId}> : « {text} »',
  'talk.caption.dj': '-# 🎧 {text}',
  'talk.caption.done': '-# ✅ {text}',
  'dj.added': '{name} arrive.',
  'dj.seconded': 'Un vote de plus pour {name}.',
  'dj.dropped': '{name} s’en va.',
  'dj.voted.up': 'Ton vote pour {name} compte.',
  'dj.voted.down': 'Ton vote contre {name} compte.',
  'dj.voted.none': 'Ton vote sur {name} est retiré.',
  'dj.not-there': 'Il n’y a pas {name}. Il y a {names}.',
  'dj.slower': 'Plus lent.',
  'dj.faster': 'Plus rapide.',
  'dj.darker': 'Plus sombre.',
  'dj.brighter': 'Plus clair.',
  'dj.sparser': 'Plus épuré.',
  'dj.busier': 'Plus dense.',
  'dj.tuned': '{what}.',
  'dj.no-key': 'Je ne connais pas cette tonalité.',
  'dj.out-of-range': 'Ça ne va pas jusque-là.',
  'dj.coming': '{names}, ça arrive.',
  'dj.which': 'Que veux-tu entendre ?',
  'dj.asked': 'J’ai demandé aux autres : {what}.',
  'dj.playing': '{names}.',
  'dj.not-understood': 'Je n’ai pas compris quoi changer.',
  'dj.cannot': 'Ça, je ne peux pas.',
  'dj.failed': 'Ça n’a pas marché.',
  'history.how':
    'Ce qui a joué ici, du plus récent au plus ancien. Un bouton le remet ; si d’autres écoutent, on leur demande d’abord.',
  'history.row': '**{number}.** De {from} à {to} : {sound}',
  'history.now': '▶️ depuis {from} : {sound}',
  'history.none':
    'Je ne me souviens encore de rien : ce qui jouera désormais restera ici une semaine.',
  'history.gone': 'C’était il y a trop longtemps : je ne m’en souviens plus.',
  'recap.title': '**De {from} à {to}** · {mix}',
  'recap.proposed': '**{number}** · {at} · <@{userId}> a proposé {what}',
  'recap.polled': '**{number}** · {at} · <@{userId}> a demandé {what} (vote : oui)',
  'recap.passed': '**{number}** · {at} · <@{userId}> a demandé {about} (vote : oui)',
  'recap.failed': '**{number}** · {at} · <@{userId}> a demandé {about} (vote : non)',
  'recap.handovers': '-# ◆ une autre session a pris le relais',
  'recap.loops': '-# ◯ une boucle a remplacé la musique',
  'recap.about.new-start': 'une autre musique',
  'recap.about.controls': 'un autre tempo ou une autre tonalité',
  'recap.about.pause': 'une pause',
  'recap.about.stop': 'la fin de la musique',
  'recap.about.undo': 'le mix d’avant',
  'recap.about.volume': 'un autre volume',
  'recap.none': 'Il n’y a encore aucune soirée à montrer : il faut d’abord une minute de musique.',
  'recap.alt':
    'Graphique en flux : les parts de ce qui a joué pendant {duration}, en moyenne {mix}. {count, plural, =0 {} one {Le message raconte son moment numéroté.} many {Le message raconte ses # moments numérotés.} other {Le message raconte ses # moments numérotés.}}',
  'clip.nothing': 'On n’a encore rien entendu. Réessaie dans un instant.',
  'clip.done': 'Les {seconds} dernières secondes.',
  'doctor.looking': 'Je regarde. Cela peut prendre une demi-minute.',
  'now.state': '{state} dans <#{channelId}> · volume {volume} · {seconds} s d’avance',
  'now.starting': 'démarrage',
  'now.playing': 'en cours',
  'now.paused': 'en pause',
  'now.reconnecting': 'reconnexion',
  'mix.row': '{prompt} : {share} ({points} points), poids {weight}',
  'mix.row.idle': '{prompt} : {share} ({points} points), ne joue pas',
  'mix.row.alone': '{prompt} : poids {weight}',
  'mix.server': 'Sur ce serveur',
  'mix.own': 'Tes favoris, sur tous les serveurs',
  'mix.none':
    'Rien n’est encore gardé. `/lyria mix garder` garde ce qui joue ; `/lyria jouer` offre des mix tout prêts.',
  'mix.more': 'et {count} autres, que `/lyria mix charger` propose.',
  'mix.shared': '`/lyria jouer` avec ce code le joue, sur tout serveur avec Lyrebird.',
  'mix.too-long':
    'Ses prompts sont trop longs pour un code. Quelqu’un qui gère ce serveur peut le transmettre avec `/lyria mix exporter`.',
  'mix.away': 'en évitant {prompt}',
  'mix.unknown':
    'Aucun mix ne s’appelle ainsi. `/lyria mix liste` a ceux qui sont gardés, et les suggestions ceux tout prêts.',
  'mix.held':
    'Je ne peux pas écrire sur mon disque pour le moment : si je redémarre avant, c’est perdu. Préviens la personne qui gère ce bot.',
  'mix.no-name': 'Donne-lui un nom lisible.',
  'mix.saved': '{name} est gardé pour ce serveur. `/lyria jouer` avec son nom le ramène.',
  'mix.saved.own':
    '{name} est gardé parmi tes favoris, sur tous les serveurs. `/lyria jouer` avec son nom le ramène.',
  'mix.deleted': '{name} ne fait plus partie des mix de ce serveur.',
  'mix.deleted.own': '{name} ne fait plus partie de tes favoris.',
  'mix.refusal.taken':
    'Il y a déjà un mix de ce nom. Seul un DJ ou la personne qui l’a gardé peut le remplacer : choisis un autre nom.',
  'mix.refusal.full':
    'Toutes les places pour des mix sont prises. Supprimes-en un d’abord : `/lyria mix supprimer`.',
  'mix.refusal.own-limit':
    'Tu as gardé {most} mix sur ce serveur. Supprimes-en un d’abord : `/lyria mix supprimer`.',
  'mix.refusal.means-something':
    'Un son ou un mix tout prêt s’appelle déjà ainsi. Choisis un autre nom.',
  'mix.refusal.not-yours': 'Seul un DJ ou la personne qui l’a gardé peut le supprimer.',
  'mix.code.none': 'Ce n’est pas un code : un code commence par `lyre1-`.',
  'mix.code.damaged':
    'Ce code est abîmé : un caractère manque ou est faux. Copie-le encore une fois en entier.',
  'mix.code.newer':
    'Ce code vient d’un Lyrebird plus récent. La personne qui gère ce bot doit d’abord le mettre à jour.',
  'mix.file.none': 'Aucun mix n’est encore gardé sur ce serveur.',
  'mix.file.made': '{count, plural, one {# mix} other {# mix}} de ce serveur.',
  'mix.file.too-big': 'Ce fichier est trop gros pour être l’un des miens.',
  'mix.file.unknown': 'Ce n’est pas un fichier de mix. `/lyria mix exporter` en fait un.',
  'mix.file.newer':
    'Ce fichier vient d’un Lyrebird plus récent. Il faut d’abord mettre ce bot à jour.',
  'mix.file.added': '{count, plural, one {# mix ajouté} other {# mix ajoutés}}.',
  'mix.file.left':
    '{count, plural, one {# mix laissé} other {# mix laissés}} de côté : illisible, indésirable sur ce serveur, nommé comme un son, ou plus de place.',
  'settings.dj-role': '**Rôle DJ :** {role}',
  'settings.none': 'aucun',
  'settings.votes': '**Votent :** {who}',
  'settings.votes.djs': 'les DJ seulement',
  'settings.votes.everybody': 'tous ceux qui écoutent',
  'settings.fade': '**Les votes s’effacent :** de moitié en {minutes} min',
  'settings.fade.no': '**Les votes s’effacent :** non',
  'settings.ramp': '**La musique suit en :** {seconds} s',
  'settings.stays': '**Reste quand personne n’écoute :** {stays}',
  'settings.home': '**Vient d’elle-même :** {home}',
  'settings.channel':
    '**Panneau :** dans <#{channelId}>, où mes autres messages disparaissent après 5 min',
  'settings.channel.any': '**Panneau :** là où quelqu’un le demande',
  'settings.status.yes':
    '**Affiché sous le nom du salon vocal :** oui, là où j’ai **Définir le statut du salon vocal**',
  'settings.status.no': '**Affiché sous le nom du salon vocal :** non',
  'settings.talk': '**Parler au DJ :** {talk}',
  'settings.talk.off': 'non',
  'settings.talk.spoken': 'oui, pour qui accepte ; il répond à voix haute',
  'settings.talk.text': 'oui, pour qui accepte ; il répond par écrit',
  'settings.duck.yes':
    '**Moins fort quand quelqu’un parle :** oui. Mon casque est alors activé : je remarque que quelqu’un envoie du son, sans rien en déchiffrer',
  'settings.duck.no': '**Moins fort quand quelqu’un parle :** non',
  'settings.hands-free': '**Mains libres :** {free}',
  'settings.volume': '**Volume :** {volume}, au plus {limit}',
  'settings.blocked': '**Mots bloqués :** {words}',
  'settings.language': '**Langue :** {language}',
  'settings.too-many-blocked':
    'Un serveur peut bloquer {most} mots. Débloques-en d’abord quelques-uns.',
  'settings.home.when-joined': 'dans <#{channelId}>, quand quelqu’un y entre',
  'settings.home.always': 'dans <#{channelId}>, quand je démarre et quand quelqu’un y entre',
  'settings.home.with': '{when}, avec {mix}',
  'settings.home.where': 'Dis aussi où : `maison:` prend un salon vocal.',
  'key.title': 'Une clé Lyria pour ce serveur',
  'key.label': 'Clé d’API Gemini',
  'key.hint':
    'À créer sur aistudio.google.com/apikey. Elle est chiffrée et n’est plus jamais affichée.',
  'key.set':
    'La clé fonctionne : j’ai reçu deux secondes de musique avec elle. La musique de ce serveur l’utilise désormais ; ce qui joue y passera en moins de dix minutes. `/lyria clé retirer:True` la retire.',
  'key.removed':
    'La clé n’est plus là. La musique de ce serveur n’utilise plus de clé à lui ; ce qui joue changera en moins de dix minutes.',
  'key.none': 'Ce serveur n’a pas de clé à lui.',
  'key.refused': 'Je n’ai pas accepté cette clé. {reason}',
  'key.why.odd': 'Elle ne ressemble pas à une clé Gemini.',
  'key.why.bad': 'Google ne l’accepte pas.',
  'key.why.quota':
    'Selon Google, son quota est épuisé. Réessaie plus tard, ou avec la clé d’un autre projet.',
  'key.why.billing':
    'Selon Google, son projet n’a plus de crédit, ou la facturation n’est pas activée.',
  'key.why.region': 'Google ne propose pas Lyria là où tourne ce bot.',
  'key.why.denied': 'Google ne laisse pas son projet utiliser Lyria.',
  'key.why.unreachable':
    'Aucune musique n’est venue de Lyria avec elle, et je n’ai pas pu savoir pourquoi. Réessaie dans un moment.',
  'key.wait': 'Je ne peux pas essayer de clé pour l’instant. Réessaie dans 15 secondes.',
  'key.off':
    'Je ne peux pas accepter de clés ici : je n’ai rien pour les chiffrer. Préviens la personne qui gère ce bot.',
  'timeout.over': '{member} peut de nouveau proposer.',
  'timeout.until':
    'Pas de propositions de {member} jusqu’au {until}. Ses votes comptent toujours ; `/lyria retirer` enlève ce qui est déjà là.',

  'preset.warehouse': 'Entrepôt à 4 h du matin',
  'preset.acid': 'Acid au sous-sol',
  'preset.sunset': 'Deep house au couchant',
  'preset.study': 'Lo-fi pour réviser',
  'preset.rain': 'Pluie à la fenêtre',
  'preset.orbit': 'En orbite',
  'preset.jungle': 'Course drum & bass',
  'preset.dub': 'Dub en pleine chaleur',
  'preset.reggae': 'Dimanche tranquille',
  'preset.bossa': 'Un café à Rio',
  'preset.salsa': 'Nuit salsa',
  'preset.jazz': 'Club de jazz tardif',
  'preset.funk': 'Disco funk',
  'preset.synthwave': 'Virée au néon',
  'preset.chiptune': 'Huit bits',
  'preset.trance': 'Les mains en l’air',
  'preset.trap': 'Lumières trap',
  'preset.baroque': 'Chambre baroque',
  'preset.score': 'Musique de film',
  'preset.celtic': 'Soirée celtique',
  'preset.shoegaze': 'Mur de rêves',
  'preset.surf': 'Surf rock',
  'preset.afrobeat': 'Afrobeat dans la rue',
  'preset.triphop': 'Lent et enfumé',

  'help.vote':
    '**Vote** avec les boutons du panneau : les parts font le mix. `/lyria voter` te le montre à toi seul, `/lyria panneau` le fait venir ici.',
  'help.propose': '`/lyria proposer` soumet un son de plus au vote.',
  'help.play':
    '`/lyria jouer` change ce qui joue, avec tes mots : `un peu plus vite`, `moins de batterie`, ou tout autre chose.',
  'help.tune': '`/lyria régler` règle le tempo, la tonalité et tout le reste.',
  'help.undo': '`/lyria annuler` revient au mix d’avant le dernier.',
  'help.reset': '`/lyria recommencer` lance un nouveau morceau avec le même mix.',
  'help.drop': '`/lyria retirer` enlève de la liste un de tes prompts.',
  'help.pause': '`/lyria pause` et `/lyria reprendre` suspendent la musique et la relancent.',
  'help.volume': '`/lyria volume` la rend plus ou moins forte pour tout le monde.',
  'help.stop': '`/lyria arrêter` y met fin, tout de suite ou, avec `dans:`, après un moment.',
  'help.look':
    '`/lyria maintenant` et `/lyria mix afficher` disent exactement ce qui joue, `/lyria historique` ce qui a joué avant ; `/lyria récap` publie une image de la soirée.',
  'help.talk': 'Avec `/lyria parler`, le DJ écoute ce que tu dis.',
  'help.clip': '`/lyria extrait` publie les dernières secondes en fichier.',
  'help.save-mix':
    '`/lyria mix garder` le garde, `/lyria mix charger` le ramène, `/lyria mix partager` le transmet en code ; `/lyria mix liste` montre ce qui est gardé, `/lyria mix supprimer` enlève ce que tu as gardé.',
  'help.asked': '{line} (On demande d’abord aux autres.)',
  'help.managing':
    'Tu gères ce serveur : `/lyria paramètres` a le rôle DJ, la langue, le 24/7, les mots bloqués et plus, `/lyria exclure` suspend les propositions d’un membre, `/lyria mix exporter` et `/lyria mix importer` emportent ses mix ailleurs, `/lyria clé` lui donne une clé Lyria à lui, et `/lyria diagnostic` cherche ce qui ne va pas.',
  'help.what':
    'Je joue une musique sans fin, inventée en direct, et ceux qui écoutent la guident en votant. Rien ne joue encore ici.',
  'help.start': '`/lyria jouer` la lance dans ton salon vocal, avec tes mots. Essaie :',
  'help.ask-djs': 'Sur ce serveur, les DJ la lancent et la guident. Demande à l’un d’eux.',
  'help.join': 'Rejoins un salon vocal ; `/lyria jouer` l’y lance alors.',
  'help.djs': 'Sur ce serveur, les DJ guident ce qui joue.',
  'help.elsewhere':
    'La musique joue dans <#{channelId}>. Rejoins-le et réactive ton casque pour participer.',
  'help.example.rainy': 'lo-fi pluvieuse avec piano doux',
  'help.example.house': 'deep house à 122 bpm en ré mineur',
  'help.example.tags': 'techno:2, dreamy pads',
  'help.example.faster': 'un peu plus vite',
  'help.example.drums': 'moins de batterie',

  'request.not-music':
    'Je ne m’y connais qu’en musique ; là, je ne peux pas aider. Dis-moi ce que tu veux entendre, par exemple `lo-fi pluvieuse avec piano doux`.',
  'request.unclear':
    'Je n’ai pas pu en faire de la musique. Nomme un genre, un instrument ou une ambiance, par exemple `synthés rêveurs, lent`.',
  'request.stop': 'On dirait `/lyria arrêter`, qui met fin à la musique.',
  'request.pause': 'On dirait `/lyria pause`. `/lyria reprendre` relance la musique.',
  'request.resume': 'On dirait `/lyria reprendre`, qui met fin à une pause.',
  'request.skip':
    'Il n’y a pas de titres à passer : la musique ne finit jamais. `/lyria recommencer` lance un nouveau morceau avec le même mix, ou tape ce que tu préfères entendre.',
  'request.reset': 'On dirait `/lyria recommencer`, qui lance un nouveau morceau avec le même mix.',
  'request.undo':
    'On dirait `/lyria annuler`, qui revient au mix d’avant le dernier. Un vote se retire sur le panneau.',
  'request.now':
    'On dirait `/lyria maintenant`, qui dit ce que tu entends : c’est inventé au fur et à mesure.',
  'request.help':
    '`/lyria aide` montre ce que tu peux faire ici. Ou tape ce que tu veux entendre, comme `/lyria jouer lo-fi pluvieuse avec piano doux` ; puis `un peu plus vite` ou `plus de batterie`. Vote avec les boutons du panneau (`/lyria panneau`), et ajoute un son à toi avec `/lyria proposer`.',
  'request.volume': 'On dirait `/lyria volume`, qui rend la musique plus ou moins forte.',

  'failure.lyria.invalid': 'Le service de musique ne comprendrait pas cela.',
  'failure.lyria.invalid.waiting': 'Le service de musique ne comprendrait pas la demande.',
  'failure.lyria.quota':
    'Le quota du service de musique est épuisé pour le moment. Réessaie dans une heure environ.',
  'failure.lyria.quota.waiting':
    'Le quota du service de musique est épuisé pour le moment. La musique revient d’elle-même.',
  'failure.lyria.billing':
    'Le service de musique est payant, et le crédit de ce bot est épuisé. Préviens la personne qui gère ce bot.',
  'failure.lyria.bad-key':
    'Le service de musique n’accepte pas la clé de ce bot. Préviens la personne qui gère ce bot.',
  'failure.lyria.own-key':
    'Le service de musique n’accepte pas la clé de ce serveur en ce moment. La personne qui gère le serveur peut la changer avec `/lyria clé`.',
  'failure.lyria.region':
    'Le service de musique n’est pas offert là où tourne ce bot. Préviens la personne qui gère ce bot.',
  'failure.lyria.denied':
    'Le service de musique ne laisse pas entrer ce bot. Préviens la personne qui gère ce bot.',
  'failure.lyria.model':
    'Le service de musique ne connaît pas ce que demande ce bot. Préviens la personne qui gère ce bot.',
  'failure.lyria.outage':
    'Le service de musique est en panne pour le moment. Réessaie dans quelques minutes.',
  'failure.lyria.outage.waiting':
    'Le service de musique est en panne pour le moment. La musique revient d’elle-même.',
  'failure.lyria.dropped':
    'La connexion au service de musique a été perdue. Réessaie dans un instant.',
  'failure.lyria.dropped.waiting':
    'La connexion au service de musique a été perdue. Une nouvelle arrive.',
  'failure.lyria.session-limit':
    'Le service de musique a mis fin à cette session à cause de son âge. Relances-en une.',
  'failure.lyria.session-limit.waiting':
    'Le service de musique a mis fin à cette session à cause de son âge. La musique revient d’elle-même.',
  'failure.lyria.rejected':
    'Le service de musique refuse de jouer pour le moment. Réessaie dans quelques minutes.',
  'failure.lyria.rejected.waiting':
    'Le service de musique refuse de jouer pour le moment. Je continue d’essayer.',
  'failure.lyria.unplayable':
    'Le service de musique envoie une forme que ce bot ne peut pas jouer. Préviens la personne qui gère ce bot.',
  'failure.lyria.unplayable.waiting':
    'Le service de musique envoie une forme que ce bot ne peut pas jouer. Je continue d’essayer.',
  'failure.lyria.unreachable':
    'Le service de musique est injoignable pour le moment. Réessaie dans quelques minutes.',
  'failure.lyria.unreachable.waiting':
    'Le service de musique est injoignable pour le moment. La musique revient d’elle-même.',
  'failure.lyria.setup-timeout':
    'Le service de musique a mis trop longtemps à répondre. Réessaie dans un instant.',
  'failure.lyria.setup-timeout.waiting':
    'Le service de musique a mis trop longtemps à répondre. La musique revient d’elle-même.',
  'failure.lyria.aborted': 'Le démarrage a été annulé.',
  'failure.station.no-place':
    'Ce bot joue en ce moment sur autant de serveurs qu’il peut. Ça commence dès qu’une place se libère.',
  'failure.station.mute': 'Le service de musique n’a encore rien envoyé. Je continue d’essayer.',
  'failure.voice.refused':
    'Discord ne me laisse pas parler dans ce salon vocal. Préviens la personne qui gère ce bot.',
  'failure.voice.limited':
    'Discord me demande de me connecter moins souvent. Réessaie `/lyria jouer` dans quelques minutes.',
  'failure.voice.unavailable':
    'Je n’ai pas pu me connecter à ce salon vocal. Réessaie `/lyria jouer` dans une minute.',
  'failure.voice.stream':
    'Quelque chose s’est cassé pendant que je jouais. Préviens la personne qui gère ce bot.',
  'failure.live.quota':
    'Le DJ n’a plus de temps pour le moment. Écrire marche toujours : `/lyria jouer`, `/lyria régler`.',
  'failure.live.billing':
    'Le DJ ne peut pas écouter : le crédit de ce bot est épuisé. Préviens la personne qui gère ce bot.',
  'failure.live.bad-key':
    'Le DJ ne peut pas écouter : la clé de ce bot n’est pas acceptée. Préviens la personne qui gère ce bot.',
  'failure.live.region':
    'Le DJ n’est pas offert là où tourne ce bot. Préviens la personne qui gère ce bot.',
  'failure.live.denied':
    'Le DJ n’est pas permis avec la clé de ce bot. Préviens la personne qui gère ce bot.',
  'failure.live.model': 'Le modèle du DJ n’existe pas. Préviens la personne qui gère ce bot.',
  'failure.live.outage':
    'Le DJ ne peut pas écouter pour le moment. Réessaie dans une minute. Écrire marche toujours : `/lyria jouer`, `/lyria régler`.',
  'failure.live.dropped': 'La ligne avec le DJ a été coupée. Appuie de nouveau et redis-le.',
  'failure.live.session-limit': 'Le DJ a dû raccrocher. Appuie de nouveau pour continuer.',
  'failure.live.rejected': 'Le DJ n’a pas compris ce bot. Préviens la personne qui gère ce bot.',
  'failure.live.unreachable':
    'Le DJ est injoignable pour le moment. Écrire marche toujours : `/lyria jouer`, `/lyria régler`.',
  'failure.live.setup-timeout':
    'Le DJ a mis trop longtemps à décrocher. Appuie de nouveau dans un instant.',
  'failure.live.no-answer': 'Le DJ n’a pas compris. Appuie de nouveau et redis-le.',
  'failure.talk.full': 'Le DJ écoute d’autres personnes. Appuie de nouveau dans un instant.',
  'failure.talk.unheard':
    'Le DJ n’a rien entendu de toi. As-tu coupé ton micro ? Vérifie-le et appuie de nouveau.',
  'failure.talk.unreadable':
    'Le DJ n’a pas pu distinguer ta voix. Quitte le salon vocal, reviens et réessaie.',
  'failure.talk.unavailable': 'Il n’y a pas de DJ à qui parler pour le moment.',
  'failure.media.full':
    'Ce bot joue en ce moment sur autant de serveurs que sa machine peut porter. Réessaie plus tard.',
  'failure.store':
    'Je n’accède pas à ma mémoire pour le moment. La musique continue ; préviens la personne qui gère ce bot.',
  'failure.discord': 'Le bot n’arrive pas à joindre Discord.',
  'failure.words':
    'Je n’ai pas pu consulter mon dictionnaire de musique et j’ai lu tes mots moi-même.',
  'failure.setup':
    'Le bot n’est pas bien configuré. La personne qui le gère trouve la raison dans le journal.',
  'failure.start':
    'Le bot ne peut pas démarrer. La personne qui le gère trouve la raison dans le journal.',
};
