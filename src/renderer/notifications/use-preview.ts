import { keepPreviousData, type UseQueryResult, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { type Control, useWatch } from 'react-hook-form';
import type { Notification, NotificationPreview } from '../../shared/notification.ts';
import { callOperation } from '../data/call.ts';
import { type NotificationForm, previewOf } from './notification-form.ts';

/** While somebody types, the preview waits for the hand to rest. */
const TYPED_MS = 350;

/** Has what is in the fields filled with its samples, and looked at for what is wrong with it, a moment after each change. */
export function usePreview(
  control: Control<NotificationForm, unknown, Notification>,
): UseQueryResult<NotificationPreview> {
  const form = useWatch({ control }) as NotificationForm;
  const now = JSON.stringify(previewOf(form));
  const [settled, setSettled] = useState(now);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(now), TYPED_MS);
    return () => clearTimeout(timer);
  }, [now]);
  return useQuery({
    queryKey: ['notifications.preview', settled],
    queryFn: () => callOperation('notifications.preview', { notification: JSON.parse(settled) as Notification }),
    placeholderData: keepPreviousData,
    gcTime: 0,
  });
}
