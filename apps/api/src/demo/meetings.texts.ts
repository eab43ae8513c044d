/** Questions nobody has asked: made up for the demonstration, in the languages of its pages. */
export const askedTexts: Readonly<Record<string, readonly string[]>> = {
  sv: [
    'Hur vet vi om det är för sent att byta program?',
    'Vad händer om man inte kommer in på sitt förstahandsval?',
    'Kan man läsa till högskolan på ett yrkesprogram?',
    'Får man busskort om skolan ligger i en annan kommun?',
    'Hur stor är skillnaden mellan en lärling och en vanlig elev?',
    'Hur hjälper skolan den som har svårt att läsa?',
    'När får vi veta om vi har kommit in?',
    'Hur mycket av utbildningen är praktik?',
  ],
  en: [
    'Can my child study in English and still go to a Swedish university?',
    'Which marks are needed from Swedish as a second language?',
    'Who do we talk to if we have just moved here?',
  ],
  ar: [
    'هل يمكن لابننا تغيير البرنامج بعد السنة الأولى؟',
    'متى نعرف نتيجة القبول؟',
    'هل يحصل الطالب على مساعدة باللغة الأم في المدرسة؟',
    'ما الفرق بين البرنامج المهني والبرنامج التحضيري للجامعة؟',
  ],
};

/** Which language an interpreter is asked for, in the visitors' own words, and how often. */
export const spoken = [
  [{ language: 'ar', variety: 'irakisk' }, 5],
  [{ language: 'ar', variety: 'syrisk' }, 4],
  [{ language: 'ar', variety: 'marockansk' }, 2],
  [{ language: 'so', variety: null }, 4],
  [{ language: 'ckb', variety: 'från Sulaymaniyya' }, 2],
  [{ language: 'kmr', variety: null }, 1],
  [{ language: 'ti', variety: null }, 2],
  [{ language: 'prs', variety: 'hazaragi' }, 2],
  [{ language: 'uk', variety: null }, 1],
] as const;

export const materials = [
  {
    title: { sv: 'Bilderna från mötet', en: 'The slides of the meeting', ar: 'شرائح اللقاء' },
    url: 'https://example.se/material/bilder',
  },
  {
    title: {
      sv: 'Ordlista om gymnasiet',
      en: 'Words about upper secondary school',
      ar: 'كلمات عن المدرسة الثانوية',
    },
    url: 'https://example.se/material/ordlista',
  },
] as const;
