/** The demo agent in Polish. */

import { shop } from "../shop/index.ts";
import { euros, type Texts } from "./texts.ts";

const money = (cents: number) => euros(cents, ",");

/** What it says and understands. */
export const pl: Texts = {
  words: {
    greeting: ["dzien dobry", "czesc", "witam", "witaj", "dobry wieczor", "hej"],
    hours: ["godzin", "otwart", "otwier", "czynn", "zamyk"],
    order: ["zamowieni", "paczk", "przesylk", "dostaw"],
    refund: ["zwrot pieniedzy", "zwrot", "zwroc"],
    links: ["link", "stron", "adres", "kontakt"],
    guide: ["przewodnik", "wysylk", "wszystko", "wyjasnij", "regulamin"],
    recall: ["co powiedzial", "powiedzialem", "powiedzialam", "pamietasz", "mowilem", "mowilam"],
    documents: ["dokument", "plik", "zalaczn", "przeslal", "pdf"],
    abilities: ["pomoc", "co potrafisz", "kim jestes", "co umiesz"],
    thanks: ["dziekuj", "dzieki"],
    goodbye: ["do widzenia", "pa pa", "do zobaczenia"],
  },
  marks:
    "jest sa gdzie kiedy moje moj prosze czy jak dzien dobry dziekuje nie co sie na mam macie jakie czesc widzenia zobaczenia witam dzieki",
  letters: "ąćęłńśźż",
  greeting: [
    `Dzień dobry, witamy w ${shop.name}. W czym mogę pomóc?`,
    `Dzień dobry, tu ${shop.name}. Co mogę dla Państwa zrobić?`,
  ],
  thanks: "Proszę bardzo. Czy mogę pomóc w czymś jeszcze?",
  goodbye: "Do widzenia i do zobaczenia.",
  abilities:
    "Znam godziny otwarcia, sprawdzam zamówienia, przygotowuję zwroty pieniędzy, wyjaśniam wysyłkę i zwroty oraz rozmawiam o przesłanych plikach. /help podaje wiadomości, którymi można mnie sprawdzić.",
  fallback: [
    "Nie jestem pewien, o co chodzi. Można zapytać o godziny otwarcia, zamówienie albo zwrot pieniędzy.",
    "Nie rozumiem. Proszę spróbować: Gdzie jest moje zamówienie 4711?",
  ],
  hours:
    "Jesteśmy otwarci od poniedziałku do piątku od 9 do 18, a w sobotę od 10 do 16. W niedzielę sklep jest zamknięty.",
  links: `Nasz sklep jest pod adresem [${shop.website}](${shop.website}), a [tutaj](${shop.website}/returns) opisujemy zwroty. Można też napisać na [${shop.email}](mailto:${shop.email}).`,
  guide: `# Wysyłka i zwroty

Każde zamówienie pakujemy ręcznie, więc **mija jeden dzień roboczy**, zanim wyjdzie z domu.

## Wysyłka

| Kraj | Dni | Cena |
| --- | ---: | ---: |
| Niemcy | 2 | 4,90 EUR |
| Francja | 3 | 6,90 EUR |
| Polska | 3 | 5,90 EUR |

1. Składają Państwo zamówienie.
2. Pakujemy i wysyłamy numer przesyłki.
3. Paczka dociera; nie trzeba być w domu.

## Zwroty

- Mają Państwo *30 dni*.
- Lampy wracają w swoim pudełku.
- Zapalone świece zostają u Państwa.

> Coś nie pasuje? Proszę napisać przed odesłaniem, często znajdujemy lepszy sposób.

To piszemy na etykiecie:

\`\`\`text
ZWROT <numer zamówienia>
\`\`\`

Więcej w [pytaniach i odpowiedziach](${shop.website}/questions).`,
  lookingUp: "Chwileczkę, już sprawdzam.",
  askOrderNumber: "Chętnie. Jaki jest numer zamówienia?",
  orderStates: {
    packed: ({ number, item }) => `Zamówienie ${number} (${item}) jest zapakowane i wyjdzie następnego dnia roboczego.`,
    sent: ({ number, item, changedOn, trackingUrl }) =>
      `Zamówienie ${number} (${item}) wysłaliśmy ${changedOn}. Można je [śledzić tutaj](${trackingUrl}).`,
    delivered: ({ number, item, changedOn }) => `Zamówienie ${number} (${item}) dostarczono ${changedOn}.`,
    refunded: ({ number, item, changedOn }) => `Za zamówienie ${number} (${item}) zwrócono pieniądze ${changedOn}.`,
  },
  orderUnknown: (number) => `Nie znajduję zamówienia ${number}. W tym pokazie są 4711, 4712, 4713 i 4714.`,
  askRefundNumber: "Mogę przygotować zwrot pieniędzy. O które zamówienie chodzi?",
  refundPrepared: (number, cents) => `Przygotowuję zwrot ${money(cents)} za zamówienie ${number}.`,
  refundDone: (number, cents) => `Gotowe: ${money(cents)} za zamówienie ${number} wraca do Państwa.`,
  refundEdited: (number, cents) => `Kwotę zmieniono: ${money(cents)} za zamówienie ${number} wraca do Państwa.`,
  refundRefused: (number) => `Zwrotu za zamówienie ${number} odmówiono, więc nic się nie zmieniło.`,
  refundFailed: (number) => `Zwrot za zamówienie ${number} się nie udał: może pieniądze zwrócono już wcześniej.`,
  recall: (messages) => `Usłyszałem: ${messages.map((message) => `„${message}”`).join(", potem ")}.`,
  recallNothing: "To pierwsza wiadomość od Państwa.",
  documents: (names) => `Otrzymałem: ${names.join(", ")}.`,
  documentSays: (name, excerpt) => `${name} zaczyna się tak: „${excerpt}”`,
  documentUnreadable: (name) => `Nie mogę przeczytać ${name}, ale plik jest zachowany.`,
  documentsNone: "Nie mam jeszcze żadnego pliku od Państwa.",
  thoughts: [
    ["Zrozumieć pytanie", "Gość chce zobaczyć, jak pokazuje się rozumowanie."],
    ["Wybrać odpowiedź", "Wystarczą dwa kroki rozumowania i krótkie zdanie."],
  ],
  toolMissing: (name) => `Nie mam tu narzędzia ${name}.`,
  bothTools: "Oba zamówienia są sprawdzone.",
  secretUsed: "Sklep partnerski przyjął złożony klucz i podał swoje zapasy.",
  secretMissing: "Dla sklepu partnerskiego nie złożono klucza, więc nic nie podał.",
  subagent: {
    displayName: "Badacz",
    description: "Bada jedno pytanie i składa sprawozdanie.",
    objective: "Znaleźć najszybszą wysyłkę.",
    thought: "W tabeli cen są też dni.",
    result: "Najszybsza jest wysyłka w Niemczech: dwa dni.",
  },
  artifact: (path) => `Plik ${path} jest gotowy.`,
  retrying: "Model nie odpowiedział, kolejna próba.",
  silence: (seconds) => `To było ${seconds} sekund ciszy.`,
  beforeError: "Zaczynam odpowiadać, a potem",
  failure: (status) => `Zamówiono błąd ze statusem ${status}.`,
  pace: (preset) => `Od teraz odpowiadam z prędkością „${preset}”.`,
  magicIntroduction: "Te wiadomości każą mi zrobić coś określonego:",
  magic: {
    help: "ta lista",
    tool: "wywołuje narzędzie",
    tools: "wywołuje dwa narzędzia jedno po drugim",
    secret: "wywołuje narzędzie, które potrzebuje złożonego klucza",
    approve: "wywołuje narzędzie, które czeka na zgodę",
    long: "długa odpowiedź",
    markdown: "odpowiedź ze wszystkim, co potrafi Markdown",
    links: "odpowiedź z linkami",
    thoughts: "najpierw pokazuje rozumowanie",
    subagent: "oddaje część pracy podagentowi",
    artifact: "pisze plik",
    echo: "powtarza to samo",
    whole: "odpowiedź w jednym kawałku",
    slow: "odpowiedź z połową sekundy przed każdym słowem",
    pace: "odpowiedź z nazwaną prędkością",
    silence: "przez chwilę milczy, domyślnie 60 sekund",
    retry: "próbuje dwa razy, zanim odpowie",
    empty: "odpowiedź bez tekstu",
    error: "zawodzi w środku odpowiedzi",
    fail: "zawodzi przed odpowiedzią, ze statusem HTTP",
    overflow: "okno modelu jest pełne",
    refuse: "odmawia obsługi",
    crash: "agent się psuje",
    cut: "agent przestaje bez zakończenia",
  },
  magicUnknown: (name, nearest) =>
    `Nie znam wiadomości /${name}. Czy chodzi o ${nearest.join(" albo ")}? /help podaje wszystkie.`,
  magicUsage: (syntax) => `Proszę napisać tak: ${syntax}`,
};
