/** The sign of Daybook: an open book of two pages. */
export function Mark() {
  return (
    <svg className="mark" viewBox="0 0 24 24" width="22" height="22" aria-hidden="true">
      <path d="M12 6.5C9.5 4.6 6.4 4 3 4v14c3.4 0 6.5.6 9 2.5 2.5-1.9 5.6-2.5 9-2.5V4c-3.4 0-6.5.6-9 2.5Z" />
      <path
        className="mark-spine"
        d="M12 6.5v14M6 8.5c1.2.1 2.2.3 3.2.7M6 12c1.2.1 2.2.3 3.2.7M18 8.5c-1.2.1-2.2.3-3.2.7"
      />
    </svg>
  );
}
