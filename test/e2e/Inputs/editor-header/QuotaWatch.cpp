#include "QuotaWatch.h"

VOID QuotaWatch::onLimitReached(PTP_CALLBACK_INSTANCE, PVOID Context,
                                PTP_WAIT Wait, TP_WAIT_RESULT) {
  auto *Self = static_cast<QuotaWatch *>(Context);
  ++Self->Hits;
  SetThreadpoolWait(Wait, Self->LimitReached, nullptr);
}
