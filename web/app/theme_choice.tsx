import { useEffect, useState } from 'react';
import { useText } from '../i18n/use_text.js';
import { Segments } from '../parts/segments.js';

const THEMES = ['system', 'light', 'dark'] as const;
type Theme = (typeof THEMES)[number];

const STORED_AS = 'daybook.theme';

function storedTheme(): Theme {
  const stored = localStorage.getItem(STORED_AS);
  return stored === 'light' || stored === 'dark' ? stored : 'system';
}

export function useTheme(): [Theme, (theme: Theme) => void] {
  const [theme, setTheme] = useState<Theme>(storedTheme);
  useEffect(() => {
    if (theme === 'system') document.documentElement.removeAttribute('data-theme');
    else document.documentElement.dataset['theme'] = theme;
    localStorage.setItem(STORED_AS, theme);
  }, [theme]);
  return [theme, setTheme];
}

export function ThemeChoice({ theme, choose }: { readonly theme: Theme; readonly choose: (theme: Theme) => void }) {
  const { t } = useText();
  return (
    <Segments
      label={t('shell.theme')}
      options={THEMES.map((value) => ({ value, label: t(`shell.theme.${value}`) }))}
      value={theme}
      choose={choose}
    />
  );
}
