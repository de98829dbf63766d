import { createContext } from 'react';
import type { Language } from '../i18n/language.js';

export const LanguageContext = createContext<{ readonly language: Language; choose(next: Language): void }>({
  language: 'en',
  choose: () => undefined,
});
