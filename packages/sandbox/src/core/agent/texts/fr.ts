/** The demo agent in French. */

import { shop } from "../shop/index.ts";
import { euros, type Texts } from "./texts.ts";

const money = (cents: number) => euros(cents, ",");

/** What it says and understands. */
export const fr: Texts = {
  words: {
    greeting: ["bonjour", "bonsoir", "salut", "coucou"],
    hours: ["horaire", "ouvert", "ouvrez", "ouvre", "heure", "ferme"],
    order: ["commande", "colis", "livraison", "suivi"],
    refund: ["rembours"],
    links: ["lien", "site", "adresse", "contact"],
    guide: ["guide", "expedition", "expliqu", "tout savoir", "retour"],
    recall: ["qu'ai-je dit", "ce que j'ai dit", "j'ai dit", "souviens", "souvenez", "dit avant"],
    documents: ["document", "fichier", "televers", "piece jointe", "pdf"],
    abilities: ["aide", "que peux-tu", "que pouvez-vous", "qui es-tu", "qui etes-vous"],
    thanks: ["merci"],
    goodbye: ["au revoir", "a bientot", "adieu"],
  },
  marks:
    "le la les est sont ou quand mon ma mes je vous bonjour merci avez et pas une des quel quelle quelles salut bonsoir revoir bientot",
  letters: "éèêàçùôîâœ",
  greeting: [
    `Bonjour et bienvenue chez ${shop.name}. Comment puis-je vous aider ?`,
    `Bonjour, ici ${shop.name}. Que puis-je faire pour vous ?`,
  ],
  thanks: "Je vous en prie. Puis-je faire autre chose ?",
  goodbye: "Au revoir et à bientôt.",
  abilities:
    "Je connais nos horaires, je retrouve une commande, je prépare un remboursement, j'explique la livraison et les retours, et je parle des fichiers que vous envoyez. /help donne les messages qui servent à me tester.",
  fallback: [
    "Je ne suis pas sûr de comprendre. Demandez-moi nos horaires, une commande ou un remboursement.",
    "Je n'ai pas compris. Essayez : Où est ma commande 4711 ?",
  ],
  hours:
    "Nous sommes ouverts du lundi au vendredi de 9 h à 18 h, et le samedi de 10 h à 16 h. Le dimanche, nous sommes fermés.",
  links: `Notre boutique est à l'adresse [${shop.website}](${shop.website}), et les retours sont expliqués [ici](${shop.website}/returns). Vous pouvez aussi écrire à [${shop.email}](mailto:${shop.email}).`,
  guide: `# Livraison et retours

Nous emballons chaque commande à la main : **il faut un jour ouvré** avant qu'elle parte.

## Livraison

| Pays | Jours | Prix |
| --- | ---: | ---: |
| Allemagne | 2 | 4,90 EUR |
| France | 3 | 6,90 EUR |
| Pologne | 3 | 5,90 EUR |

1. Vous commandez.
2. Nous emballons et vous envoyons un numéro de suivi.
3. Le colis arrive ; vous n'avez pas à être chez vous.

## Retours

- Vous avez *30 jours*.
- Les lampes reviennent dans leur carton.
- Les bougies allumées restent chez vous.

> Rien ne va ? Écrivez-nous avant de renvoyer, nous trouvons souvent mieux.

À écrire sur l'étiquette :

\`\`\`text
RETOUR <numéro de commande>
\`\`\`

La suite dans [nos questions et réponses](${shop.website}/questions).`,
  lookingUp: "Un instant, je regarde.",
  askOrderNumber: "Volontiers. Quel est le numéro de votre commande ?",
  orderStates: {
    packed: ({ number, item }) => `La commande ${number} (${item}) est emballée et part le prochain jour ouvré.`,
    sent: ({ number, item, changedOn, trackingUrl }) =>
      `La commande ${number} (${item}) est partie le ${changedOn}. Vous pouvez [la suivre ici](${trackingUrl}).`,
    delivered: ({ number, item, changedOn }) => `La commande ${number} (${item}) a été livrée le ${changedOn}.`,
    refunded: ({ number, item, changedOn }) => `La commande ${number} (${item}) a été remboursée le ${changedOn}.`,
  },
  orderUnknown: (number) =>
    `Je ne trouve pas de commande ${number}. Dans cette démonstration, il y a 4711, 4712, 4713 et 4714.`,
  askRefundNumber: "Je peux préparer un remboursement. De quelle commande s'agit-il ?",
  refundPrepared: (number, cents) => `Je prépare un remboursement de ${money(cents)} pour la commande ${number}.`,
  refundDone: (number, cents) => `C'est fait : ${money(cents)} pour la commande ${number} vous reviennent.`,
  refundEdited: (number, cents) =>
    `Le montant a été changé : ${money(cents)} pour la commande ${number} vous reviennent.`,
  refundRefused: (number) => `Le remboursement de la commande ${number} a été refusé, rien n'a donc changé.`,
  refundFailed: (number) =>
    `Le remboursement de la commande ${number} n'a pas marché : elle a peut-être déjà été remboursée.`,
  recall: (messages) => `Vous avez dit : ${messages.map((message) => `« ${message} »`).join(", puis ")}.`,
  recallNothing: "C'est la première chose que vous me dites.",
  documents: (names) => `J'ai reçu : ${names.join(", ")}.`,
  documentSays: (name, excerpt) => `${name} commence ainsi : « ${excerpt} »`,
  documentUnreadable: (name) => `Je ne peux pas lire ${name}, mais je l'ai gardé.`,
  documentsNone: "Vous ne m'avez pas encore envoyé de fichier.",
  thoughts: [
    ["Comprendre la question", "Le visiteur veut voir comment un raisonnement est montré."],
    ["Choisir une réponse", "Deux étapes de raisonnement et une phrase courte suffisent."],
  ],
  toolMissing: (name) => `Je n'ai pas d'outil ${name} ici.`,
  bothTools: "Les deux commandes sont retrouvées.",
  secretUsed: "La boutique partenaire a accepté la clé déposée et a donné son stock.",
  secretMissing: "Aucune clé n'est déposée pour la boutique partenaire, elle n'a donc rien dit.",
  subagent: {
    displayName: "Chercheur",
    description: "Étudie une question et en rend compte.",
    objective: "Trouver la livraison la plus rapide.",
    thought: "Le tableau des prix donne aussi les jours.",
    result: "La livraison en Allemagne est la plus rapide : deux jours.",
  },
  artifact: (path) => `J'ai écrit ${path} pour vous.`,
  retrying: "Le modèle n'a pas répondu, nouvel essai.",
  silence: (seconds) => `C'étaient ${seconds} secondes de silence.`,
  beforeError: "Je commence à répondre, et puis",
  failure: (status) => `Un échec avec le statut ${status} a été demandé.`,
  pace: (preset) => `À partir d'ici, je réponds à la vitesse « ${preset} ».`,
  magicIntroduction: "Ces messages me font faire quelque chose de précis :",
  magic: {
    help: "cette liste",
    tool: "appelle un outil",
    tools: "appelle deux outils l'un après l'autre",
    secret: "appelle un outil qui a besoin d'une clé déposée",
    approve: "appelle un outil qui attend votre accord",
    long: "une longue réponse",
    markdown: "une réponse avec tout ce que Markdown sait faire",
    links: "une réponse avec des liens",
    thoughts: "montre d'abord un raisonnement",
    subagent: "confie une partie du travail à un sous-agent",
    artifact: "écrit un fichier",
    echo: "répète la même chose",
    whole: "la réponse en un seul morceau",
    slow: "une réponse avec une demi-seconde avant chaque mot",
    pace: "une réponse à une vitesse nommée",
    silence: "ne dit rien pendant un moment, 60 secondes par défaut",
    retry: "essaie deux fois avant de répondre",
    empty: "une réponse sans texte",
    error: "échoue au milieu de la réponse",
    fail: "échoue avant la réponse, avec un statut HTTP",
    overflow: "la fenêtre du modèle est pleine",
    refuse: "refuse de vous servir",
    crash: "l'agent se casse",
    cut: "l'agent s'arrête sans fin",
  },
  magicUnknown: (name, nearest) =>
    `Je ne connais pas le message /${name}. Vouliez-vous dire ${nearest.join(" ou ")} ? /help les donne tous.`,
  magicUsage: (syntax) => `Écrivez-le ainsi : ${syntax}`,
};
