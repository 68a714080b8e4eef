// RUN: %check_rule "*" %s -- -isystem %S/Inputs/system
//
// What the system tells a callback, and the memory that it gives it, is no
// guard: no owner can forbid the callback to arm its timer by it. What others
// may write is.

#include <memory>

#include <windows.h>

#include <host.h>

const wchar_t *programText(const wchar_t *Name);

struct FreesText {
  void operator()(const wchar_t *Text) const { FreeHostText(Text); }
};
using UniqueText = std::unique_ptr<const wchar_t[], FreesText>;

static FILETIME Due = {1};

static PTP_TIMER TextIsOwned;

VOID CALLBACK onTextIsOwned(PTP_CALLBACK_INSTANCE, PVOID, PTP_TIMER Timer) {
  UniqueText Text(HostText(L"mode"));
  if (!*Text.get())
    return;
  SetThreadpoolTimer(Timer, &Due, 0, 0);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'onTextIsOwned' arms its timer again and reads nothing that 'bad_text_is_owned' writes before it stops: {{.*}} [threadpool-unguarded-rearm]
}

void startTextIsOwned() {
  TextIsOwned = CreateThreadpoolTimer(onTextIsOwned, nullptr, nullptr);
  SetThreadpoolTimer(TextIsOwned, &Due, 0, 0);
}

void bad_text_is_owned() {
  SetThreadpoolTimer(TextIsOwned, nullptr, 0, 0);
  WaitForThreadpoolTimerCallbacks(TextIsOwned, TRUE);
  CloseThreadpoolTimer(TextIsOwned);
}

static PTP_TIMER TextIsFreed;

VOID CALLBACK onTextIsFreed(PTP_CALLBACK_INSTANCE, PVOID, PTP_TIMER Timer) {
  const wchar_t *Text = HostText(L"mode");
  const bool IsEmpty = !Text || !*Text;
  FreeHostText(Text);
  if (!IsEmpty)
    SetThreadpoolTimer(Timer, &Due, 0, 0);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'onTextIsFreed' arms its timer again and reads nothing that 'bad_text_is_freed' writes before it stops: {{.*}} [threadpool-unguarded-rearm]
}

void startTextIsFreed() {
  TextIsFreed = CreateThreadpoolTimer(onTextIsFreed, nullptr, nullptr);
  SetThreadpoolTimer(TextIsFreed, &Due, 0, 0);
}

void bad_text_is_freed() {
  SetThreadpoolTimer(TextIsFreed, nullptr, 0, 0);
  WaitForThreadpoolTimerCallbacks(TextIsFreed, TRUE);
  CloseThreadpoolTimer(TextIsFreed);
}

static PTP_TIMER NumberIsTheSystems;

VOID CALLBACK onNumberIsTheSystems(PTP_CALLBACK_INSTANCE, PVOID, PTP_TIMER Timer) {
  int Mode = 0;
  HostNumber(L"mode", &Mode, sizeof(Mode));
  if (Mode != 2)
    SetThreadpoolTimer(Timer, &Due, 0, 0);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'onNumberIsTheSystems' arms its timer again and reads nothing that 'bad_number_is_the_systems' writes before it stops: {{.*}} [threadpool-unguarded-rearm]
}

void startNumberIsTheSystems() {
  NumberIsTheSystems = CreateThreadpoolTimer(onNumberIsTheSystems, nullptr, nullptr);
  SetThreadpoolTimer(NumberIsTheSystems, &Due, 0, 0);
}

void bad_number_is_the_systems() {
  SetThreadpoolTimer(NumberIsTheSystems, nullptr, 0, 0);
  WaitForThreadpoolTimerCallbacks(NumberIsTheSystems, TRUE);
  CloseThreadpoolTimer(NumberIsTheSystems);
}

static PTP_TIMER ClockIsTheSystems;

VOID CALLBACK onClockIsTheSystems(PTP_CALLBACK_INSTANCE, PVOID, PTP_TIMER Timer) {
  HOST_CLOCK Clock;
  HostClock(&Clock);
  const int Minutes = Clock.Hour * 60 + Clock.Minute;
  if (Minutes >= 90)
    SetThreadpoolTimer(Timer, &Due, 0, 0);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'onClockIsTheSystems' arms its timer again and reads nothing that 'bad_clock_is_the_systems' writes before it stops: {{.*}} [threadpool-unguarded-rearm]
}

void startClockIsTheSystems() {
  ClockIsTheSystems = CreateThreadpoolTimer(onClockIsTheSystems, nullptr, nullptr);
  SetThreadpoolTimer(ClockIsTheSystems, &Due, 0, 0);
}

void bad_clock_is_the_systems() {
  SetThreadpoolTimer(ClockIsTheSystems, nullptr, 0, 0);
  WaitForThreadpoolTimerCallbacks(ClockIsTheSystems, TRUE);
  CloseThreadpoolTimer(ClockIsTheSystems);
}

static PTP_TIMER TextOfTheProgram;

VOID CALLBACK onTextOfTheProgram(PTP_CALLBACK_INSTANCE, PVOID, PTP_TIMER Timer) {
  UniqueText Text(programText(L"mode"));
  if (!*Text.get())
    return;
  SetThreadpoolTimer(Timer, &Due, 0, 0);
}

void startTextOfTheProgram() {
  TextOfTheProgram = CreateThreadpoolTimer(onTextOfTheProgram, nullptr, nullptr);
  SetThreadpoolTimer(TextOfTheProgram, &Due, 0, 0);
}

void good_text_of_the_program() {
  SetThreadpoolTimer(TextOfTheProgram, nullptr, 0, 0);
  WaitForThreadpoolTimerCallbacks(TextOfTheProgram, TRUE);
  CloseThreadpoolTimer(TextOfTheProgram);
}

static PTP_TIMER TextStays;

VOID CALLBACK onTextStays(PTP_CALLBACK_INSTANCE, PVOID, PTP_TIMER Timer) {
  const wchar_t *Text = HostText(L"mode");
  if (*Text)
    SetThreadpoolTimer(Timer, &Due, 0, 0);
}

void startTextStays() {
  TextStays = CreateThreadpoolTimer(onTextStays, nullptr, nullptr);
  SetThreadpoolTimer(TextStays, &Due, 0, 0);
}

void good_text_stays() {
  SetThreadpoolTimer(TextStays, nullptr, 0, 0);
  WaitForThreadpoolTimerCallbacks(TextStays, TRUE);
  CloseThreadpoolTimer(TextStays);
}

const wchar_t *KeptText;

static PTP_TIMER TextIsKeptElsewhere;

VOID CALLBACK onTextIsKeptElsewhere(PTP_CALLBACK_INSTANCE, PVOID, PTP_TIMER Timer) {
  const wchar_t *Text = HostText(L"mode");
  KeptText = Text;
  if (*Text)
    SetThreadpoolTimer(Timer, &Due, 0, 0);
  FreeHostText(Text);
}

void startTextIsKeptElsewhere() {
  TextIsKeptElsewhere = CreateThreadpoolTimer(onTextIsKeptElsewhere, nullptr, nullptr);
  SetThreadpoolTimer(TextIsKeptElsewhere, &Due, 0, 0);
}

void good_text_is_kept_elsewhere() {
  SetThreadpoolTimer(TextIsKeptElsewhere, nullptr, 0, 0);
  WaitForThreadpoolTimerCallbacks(TextIsKeptElsewhere, TRUE);
  CloseThreadpoolTimer(TextIsKeptElsewhere);
}

const wchar_t *OtherText;

static PTP_TIMER TextMayBeAnother;

VOID CALLBACK onTextMayBeAnother(PTP_CALLBACK_INSTANCE, PVOID, PTP_TIMER Timer) {
  const wchar_t *Text = HostText(L"mode");
  if (!Text)
    Text = OtherText;
  if (*Text)
    SetThreadpoolTimer(Timer, &Due, 0, 0);
  FreeHostText(Text);
}

void startTextMayBeAnother() {
  TextMayBeAnother = CreateThreadpoolTimer(onTextMayBeAnother, nullptr, nullptr);
  SetThreadpoolTimer(TextMayBeAnother, &Due, 0, 0);
}

void good_text_may_be_another() {
  SetThreadpoolTimer(TextMayBeAnother, nullptr, 0, 0);
  WaitForThreadpoolTimerCallbacks(TextMayBeAnother, TRUE);
  CloseThreadpoolTimer(TextMayBeAnother);
}

void *Plugin;

static PTP_TIMER NumberOfAnObject;

VOID CALLBACK onNumberOfAnObject(PTP_CALLBACK_INSTANCE, PVOID, PTP_TIMER Timer) {
  int Mode = 0;
  HostNumberOf(Plugin, &Mode, sizeof(Mode));
  if (Mode != 2)
    SetThreadpoolTimer(Timer, &Due, 0, 0);
}

void startNumberOfAnObject() {
  NumberOfAnObject = CreateThreadpoolTimer(onNumberOfAnObject, nullptr, nullptr);
  SetThreadpoolTimer(NumberOfAnObject, &Due, 0, 0);
}

void good_number_of_an_object() {
  SetThreadpoolTimer(NumberOfAnObject, nullptr, 0, 0);
  WaitForThreadpoolTimerCallbacks(NumberOfAnObject, TRUE);
  CloseThreadpoolTimer(NumberOfAnObject);
}

int SharedMode;

static PTP_TIMER NumberIsCopied;

VOID CALLBACK onNumberIsCopied(PTP_CALLBACK_INSTANCE, PVOID, PTP_TIMER Timer) {
  int Mode = 0;
  HostCopy(&Mode, &SharedMode, sizeof(Mode));
  if (Mode != 2)
    SetThreadpoolTimer(Timer, &Due, 0, 0);
}

void startNumberIsCopied() {
  NumberIsCopied = CreateThreadpoolTimer(onNumberIsCopied, nullptr, nullptr);
  SetThreadpoolTimer(NumberIsCopied, &Due, 0, 0);
}

void good_number_is_copied() {
  SetThreadpoolTimer(NumberIsCopied, nullptr, 0, 0);
  WaitForThreadpoolTimerCallbacks(NumberIsCopied, TRUE);
  CloseThreadpoolTimer(NumberIsCopied);
}

int GlobalMode;

static PTP_TIMER NumberIsCopiedTwice;

VOID CALLBACK onNumberIsCopiedTwice(PTP_CALLBACK_INSTANCE, PVOID, PTP_TIMER Timer) {
  int Mode = 0, Read = GlobalMode;
  HostCopy(&Mode, &Read, sizeof(Mode));
  if (Mode != 2)
    SetThreadpoolTimer(Timer, &Due, 0, 0);
}

void startNumberIsCopiedTwice() {
  NumberIsCopiedTwice = CreateThreadpoolTimer(onNumberIsCopiedTwice, nullptr, nullptr);
  SetThreadpoolTimer(NumberIsCopiedTwice, &Due, 0, 0);
}

void good_number_is_copied_twice() {
  SetThreadpoolTimer(NumberIsCopiedTwice, nullptr, 0, 0);
  WaitForThreadpoolTimerCallbacks(NumberIsCopiedTwice, TRUE);
  CloseThreadpoolTimer(NumberIsCopiedTwice);
}

static PTP_TIMER NumberIsReceived;

VOID CALLBACK onNumberIsReceived(PTP_CALLBACK_INSTANCE, PVOID, PTP_TIMER Timer) {
  int Mode = 0;
  HostReceive(&Mode, sizeof(Mode));
  if (Mode != 2)
    SetThreadpoolTimer(Timer, &Due, 0, 0);
}

void startNumberIsReceived() {
  NumberIsReceived = CreateThreadpoolTimer(onNumberIsReceived, nullptr, nullptr);
  SetThreadpoolTimer(NumberIsReceived, &Due, 0, 0);
}

void good_number_is_received() {
  SetThreadpoolTimer(NumberIsReceived, nullptr, 0, 0);
  WaitForThreadpoolTimerCallbacks(NumberIsReceived, TRUE);
  CloseThreadpoolTimer(NumberIsReceived);
}

int Limit;

static PTP_TIMER ClockIsComparedWithALimit;

VOID CALLBACK onClockIsComparedWithALimit(PTP_CALLBACK_INSTANCE, PVOID, PTP_TIMER Timer) {
  HOST_CLOCK Clock;
  HostClock(&Clock);
  if (Clock.Hour < Limit)
    SetThreadpoolTimer(Timer, &Due, 0, 0);
}

void startClockIsComparedWithALimit() {
  ClockIsComparedWithALimit = CreateThreadpoolTimer(onClockIsComparedWithALimit, nullptr, nullptr);
  SetThreadpoolTimer(ClockIsComparedWithALimit, &Due, 0, 0);
}

void good_clock_is_compared_with_a_limit() {
  SetThreadpoolTimer(ClockIsComparedWithALimit, nullptr, 0, 0);
  WaitForThreadpoolTimerCallbacks(ClockIsComparedWithALimit, TRUE);
  CloseThreadpoolTimer(ClockIsComparedWithALimit);
}
