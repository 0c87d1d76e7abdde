/** The demo agent in German. */

import { shop } from "../shop/index.ts";
import { euros, type Texts } from "./texts.ts";

const money = (cents: number) => euros(cents, ",");

/** What it says and understands. */
export const de: Texts = {
  words: {
    greeting: ["hallo", "guten tag", "guten morgen", "guten abend", "moin", "servus"],
    hours: ["offnungszeit", "geoffnet", "offen", "offnen", "schliess", "wann habt"],
    order: ["bestell", "paket", "liefer", "sendung", "auftrag"],
    refund: ["erstatt", "ruckerstatt", "geld zuruck"],
    links: ["link", "webseite", "website", "adresse", "kontakt"],
    guide: ["anleitung", "versand", "alles", "erklar", "rucksend", "retour"],
    recall: ["was habe ich gesagt", "was ich gesagt", "habe ich gesagt", "erinnerst", "vorhin gesagt"],
    documents: ["dokument", "datei", "hochgeladen", "anhang", "pdf"],
    abilities: ["hilfe", "was kannst du", "was konnen sie", "wer bist du"],
    thanks: ["danke", "vielen dank"],
    goodbye: ["tschuss", "auf wiedersehen", "bis bald"],
  },
  marks:
    "der die das ist sind wo wann meine mein ich bitte hallo guten habe haben und nicht wie danke ihr euch tschuss wiedersehen morgen abend tag",
  letters: "äöüß",
  greeting: [
    `Guten Tag und willkommen bei ${shop.name}. Wie kann ich helfen?`,
    `Hallo, hier ist ${shop.name}. Was kann ich für Sie tun?`,
  ],
  thanks: "Gern geschehen. Kann ich sonst noch etwas tun?",
  goodbye: "Auf Wiedersehen und bis bald.",
  abilities:
    "Ich kenne unsere Öffnungszeiten, schlage Bestellungen nach, bereite Erstattungen vor, erkläre Versand und Rücksendung und spreche über Dateien, die Sie schicken. /help nennt die Nachrichten, mit denen man mich prüft.",
  fallback: [
    "Ich weiß nicht genau, was Sie meinen. Fragen Sie mich nach Öffnungszeiten, einer Bestellung oder einer Erstattung.",
    "Das habe ich nicht verstanden. Versuchen Sie: Wo ist meine Bestellung 4711?",
  ],
  hours:
    "Wir haben montags bis freitags von 9 bis 18 Uhr geöffnet und samstags von 10 bis 16 Uhr. Sonntags ist geschlossen.",
  links: `Unser Laden ist unter [${shop.website}](${shop.website}) zu finden, und [hier](${shop.website}/returns) steht, wie Rücksendungen gehen. Sie können auch an [${shop.email}](mailto:${shop.email}) schreiben.`,
  guide: `# Versand und Rücksendung

Wir packen jede Bestellung von Hand; **einen Werktag dauert es**, bis sie das Haus verlässt.

## Versand

| Land | Tage | Preis |
| --- | ---: | ---: |
| Deutschland | 2 | 4,90 EUR |
| Frankreich | 3 | 6,90 EUR |
| Polen | 3 | 5,90 EUR |

1. Sie bestellen.
2. Wir packen und schicken Ihnen eine Sendungsnummer.
3. Das Paket kommt an; Sie müssen nicht zu Hause sein.

## Rücksendung

- Sie haben *30 Tage* Zeit.
- Lampen kommen in ihrem Karton zurück.
- Angezündete Kerzen bleiben bei Ihnen.

> Es passt nicht? Schreiben Sie uns, bevor Sie etwas zurückschicken, oft finden wir einen besseren Weg.

Das gehört auf das Etikett:

\`\`\`text
RETOURE <Bestellnummer>
\`\`\`

Mehr in [unseren Fragen und Antworten](${shop.website}/questions).`,
  lookingUp: "Einen Moment, ich schlage das nach.",
  askOrderNumber: "Gern. Welche Nummer hat Ihre Bestellung?",
  orderStates: {
    packed: ({ number, item }) =>
      `Die Bestellung ${number} (${item}) ist gepackt und verlässt am nächsten Werktag das Haus.`,
    sent: ({ number, item, changedOn, trackingUrl }) =>
      `Die Bestellung ${number} (${item}) wurde am ${changedOn} verschickt. [Hier können Sie sie verfolgen](${trackingUrl}).`,
    delivered: ({ number, item, changedOn }) => `Die Bestellung ${number} (${item}) wurde am ${changedOn} zugestellt.`,
    refunded: ({ number, item, changedOn }) => `Die Bestellung ${number} (${item}) wurde am ${changedOn} erstattet.`,
  },
  orderUnknown: (number) => `Ich finde keine Bestellung ${number}. In dieser Demo gibt es 4711, 4712, 4713 und 4714.`,
  askRefundNumber: "Ich kann eine Erstattung vorbereiten. Um welche Bestellung geht es?",
  refundPrepared: (number, cents) =>
    `Ich bereite eine Erstattung von ${money(cents)} für die Bestellung ${number} vor.`,
  refundDone: (number, cents) => `Erledigt: ${money(cents)} für die Bestellung ${number} sind auf dem Weg zu Ihnen.`,
  refundEdited: (number, cents) =>
    `Der Betrag wurde geändert: ${money(cents)} für die Bestellung ${number} sind auf dem Weg zu Ihnen.`,
  refundRefused: (number) =>
    `Die Erstattung für die Bestellung ${number} wurde abgelehnt, es bleibt also alles, wie es war.`,
  refundFailed: (number) =>
    `Die Erstattung für die Bestellung ${number} ging nicht: vielleicht wurde sie schon erstattet.`,
  recall: (messages) => `Sie sagten: ${messages.map((message) => `„${message}“`).join(", dann ")}.`,
  recallNothing: "Das ist das Erste, was Sie mir sagen.",
  documents: (names) => `Ich habe erhalten: ${names.join(", ")}.`,
  documentSays: (name, excerpt) => `${name} beginnt so: „${excerpt}“`,
  documentUnreadable: (name) => `Ich kann ${name} nicht lesen, habe es aber aufbewahrt.`,
  documentsNone: "Sie haben mir noch keine Datei geschickt.",
  thoughts: [
    ["Die Frage verstehen", "Der Besucher möchte sehen, wie Überlegungen gezeigt werden."],
    ["Eine Antwort wählen", "Zwei Überlegungen und ein kurzer Satz genügen."],
  ],
  toolMissing: (name) => `Ich habe hier kein Werkzeug ${name}.`,
  bothTools: "Beide Bestellungen sind nachgeschlagen.",
  secretUsed: "Der Partnerladen hat den hinterlegten Schlüssel angenommen und seinen Bestand genannt.",
  secretMissing: "Für den Partnerladen ist kein Schlüssel hinterlegt, darum hat er nichts gesagt.",
  subagent: {
    displayName: "Rechercheur",
    description: "Geht einer Frage nach und berichtet.",
    objective: "Die schnellste Versandart finden.",
    thought: "In der Preistabelle stehen auch die Tage.",
    result: "Innerhalb Deutschlands geht es am schnellsten: zwei Tage.",
  },
  artifact: (path) => `Ich habe ${path} für Sie geschrieben.`,
  retrying: "Das Modell hat nicht geantwortet, neuer Versuch.",
  silence: (seconds) => `Das waren ${seconds} Sekunden Stille.`,
  beforeError: "Ich fange an zu antworten, und dann",
  failure: (status) => `Ein Fehler mit dem Status ${status} war gewünscht.`,
  pace: (preset) => `Ab hier antworte ich in der Geschwindigkeit „${preset}“.`,
  magicIntroduction: "Mit diesen Nachrichten tue ich etwas Bestimmtes:",
  magic: {
    help: "diese Liste",
    tool: "ruft ein Werkzeug auf",
    tools: "ruft zwei Werkzeuge nacheinander auf",
    secret: "ruft ein Werkzeug auf, das einen hinterlegten Schlüssel braucht",
    approve: "ruft ein Werkzeug auf, das auf Ihre Zustimmung wartet",
    long: "eine lange Antwort",
    markdown: "eine Antwort mit allem, was Markdown kann",
    links: "eine Antwort mit Links",
    thoughts: "zeigt zuerst Überlegungen",
    subagent: "gibt einen Teil der Arbeit an einen Unteragenten",
    artifact: "schreibt eine Datei",
    echo: "sagt dasselbe noch einmal",
    whole: "die Antwort in einem Stück",
    slow: "eine Antwort mit einer halben Sekunde vor jedem Wort",
    pace: "eine Antwort in einer benannten Geschwindigkeit",
    silence: "sagt eine Weile nichts, sonst 60 Sekunden",
    retry: "versucht es zweimal, bevor es antwortet",
    empty: "eine Antwort ohne Text",
    error: "scheitert mitten in der Antwort",
    fail: "scheitert vor der Antwort, mit einem HTTP-Status",
    overflow: "das Fenster des Modells ist voll",
    refuse: "weigert sich, Sie zu bedienen",
    crash: "der Agent geht kaputt",
    cut: "der Agent hört ohne Ende auf",
  },
  magicUnknown: (name, nearest) =>
    `Ich kenne keine Nachricht /${name}. Meinten Sie ${nearest.join(" oder ")}? /help nennt alle.`,
  magicUsage: (syntax) => `Schreiben Sie es so: ${syntax}`,
};
