/** Tells by a notification of the system when a run has ended in a tab that is out of sight. */

export type NoticePermission = 'unavailable' | 'ask' | 'granted' | 'denied';

/** Whether such notices can be shown, and whether the visitor has to be asked. */
export function noticePermission(): NoticePermission {
  if (typeof Notification === 'undefined') return 'unavailable';
  return Notification.permission === 'default' ? 'ask' : Notification.permission;
}

/** Asks the visitor, which browsers allow on a click only. */
export async function askForNotices(): Promise<NoticePermission> {
  if (noticePermission() === 'ask') await Notification.requestPermission();
  return noticePermission();
}

/** Shows the notice if it may; a click on it brings the tab to the front. Does nothing where the page is in sight. */
export function notify(title: string, body: string): void {
  if (document.visibilityState === 'visible' || noticePermission() !== 'granted') return;
  try {
    const notice = new Notification(title, { body, tag: 'ulpforge-run' });
    notice.addEventListener('click', () => {
      window.focus();
      notice.close();
    });
  } catch {
    // Some browsers show notices from service workers only; the title tells as well.
  }
}
