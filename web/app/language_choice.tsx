import { useContext } from 'react';
import { LANGUAGES } from '../i18n/language.js';
import { useText } from '../i18n/use_text.js';
import { Segments } from '../parts/segments.js';
import { LanguageContext } from './language_context.js';

/** Each language is named in itself. */
const NAMES = { en: 'English', de: 'Deutsch' } as const;

export function LanguageChoice() {
  const { language, choose } = useContext(LanguageContext);
  const { t } = useText();
  return (
    <Segments
      label={t('shell.language')}
      options={LANGUAGES.map((value) => ({ value, label: NAMES[value] }))}
      value={language}
      choose={choose}
    />
  );
}
