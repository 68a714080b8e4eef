#include "NamedPrograms.h"
#include "Notation.h"

using namespace threadpool::protocol;

Program NamedProgram::program() const {
  return notation::program(Kind, Callback, Owner);
}

static constexpr auto Wait = ObjectKind::Wait;
static constexpr auto OneShotTimer = ObjectKind::OneShotTimer;
static constexpr auto PeriodicTimer = ObjectKind::PeriodicTimer;
static constexpr auto Work = ObjectKind::Work;
static constexpr auto Io = ObjectKind::Io;

static constexpr std::optional<Failure> Safe = std::nullopt;
static constexpr auto LateCallback = Failure::LateCallback;
static constexpr auto UseAfterClose = Failure::UseAfterClose;
static constexpr auto HandleGone = Failure::HandleGone;
static constexpr auto Deadlock = Failure::Deadlock;
static constexpr auto EndlessDrain = Failure::EndlessDrain;

static constexpr NamedProgram Table[] = {
    {"cancel_drain_close", Wait, "U", "C W X D", Safe, ""},
    {"cancel_drain_false_close", Wait, "U", "C w X D", Safe, ""},
    {"cancel_close", Wait, "U", "C X D", LateCallback, "close-before-wait"},
    {"close_alone", Wait, "U", "X D", LateCallback,
     "missing-cancel close-before-wait"},
    {"drain_close", Wait, "U", "W X D", LateCallback, "missing-cancel"},
    {"drain_cancel_close", Wait, "U", "W C X D", LateCallback,
     "close-before-wait"},
    {"drain_after_close", Wait, "U", "C X W D", UseAfterClose,
     "close-before-wait use-after-close"},
    {"free_between_drain_and_close", Wait, "U", "C W D X", Safe, ""},
    {"free_before_drain", Wait, "U", "C D W X", LateCallback,
     "free-before-drain"},
    {"unguarded_three_steps", Wait, "U R", "C W X D", LateCallback,
     "unguarded-rearm missing-second-wait"},
    {"unguarded_two_pairs", Wait, "U R", "C W C W X D", LateCallback,
     "unguarded-rearm"},
    {"unguarded_three_pairs", Wait, "U R", "C W C W C W X D", LateCallback,
     "unguarded-rearm"},
    {"guarded_five_steps", Wait, "U T R", "F W C W X D", Safe, ""},
    {"guarded_five_steps_true_false", Wait, "U T R", "F W C w X D", Safe, ""},
    {"guarded_five_steps_false_true", Wait, "U T R", "F w C W X D", Safe, ""},
    {"guarded_five_steps_false_false", Wait, "U T R", "F w C w X D", Safe, ""},
    {"guarded_two_pairs", Wait, "U T R", "F C W C W X D", Safe, ""},
    {"guarded_early_drain", Wait, "U T R", "W F W C W X D", Safe, ""},
    {"guarded_early_cancel", Wait, "U T R", "C F W C W X D", Safe, ""},
    {"guarded_no_first_drain", Wait, "U T R", "F C W X D", LateCallback,
     "missing-second-wait"},
    {"guarded_no_second_drain", Wait, "U T R", "F W C X D", LateCallback,
     "missing-second-wait"},
    {"guarded_drains_before_cancel", Wait, "U T R", "F W W C X D", LateCallback,
     "missing-second-wait"},
    {"guarded_no_cancel", Wait, "U T R", "F W X D", LateCallback,
     "missing-cancel missing-second-wait"},
    {"guarded_two_drains_no_cancel", Wait, "U T R", "F W W X D", LateCallback,
     "missing-cancel"},
    {"guarded_flag_after_drain", Wait, "U T R", "W F C W X D", LateCallback,
     "stop-flag-order"},
    {"guarded_flag_after_pair", Wait, "U T R", "C W F C W X D", LateCallback,
     "stop-flag-order"},
    {"guarded_cancel_first", Wait, "U T R", "C F W X D", LateCallback,
     "stop-flag-order missing-second-wait"},
    {"guarded_flag_after_close", Wait, "U T R", "C W X F D", LateCallback,
     "stop-flag-order missing-second-wait"},
    {"tests_only_wait_result", Wait, "U V R", "F W C W X D", LateCallback,
     "unguarded-rearm"},
    {"tests_flag_nobody_sets", Wait, "U T1 R", "F W C W X D", LateCallback,
     "unguarded-rearm"},
    {"test_first", Wait, "T U R", "F W C W X D", Safe, ""},
    {"work_after_rearm", Wait, "T R U", "F W C W X D", Safe, ""},
    {"flag_then_locked_cancel", Wait, "U L T R l", "L F l C W X D", Safe, ""},
    {"locked_flag_and_cancel", Wait, "U L T R l", "L F C l W X D", Safe, ""},
    {"locked_test_unlocked_flag", Wait, "U L T R l", "F C W X D", LateCallback,
     "missing-second-wait"},
    {"lock_is_no_guard", Wait, "U L R l", "L C l W X D", LateCallback,
     "unguarded-rearm"},
    {"drain_under_lock", Wait, "U L T R l", "L F C W l X D", Deadlock,
     "lock-held-wait"},
    {"one_shot_timer_unguarded", OneShotTimer, "U R", "C W X D", LateCallback,
     "unguarded-rearm missing-second-wait"},
    {"one_shot_timer_guarded", OneShotTimer, "U T R", "F W C W X D", Safe, ""},
    {"periodic_cancel_drain", PeriodicTimer, "U", "C W X D", Safe, ""},
    {"periodic_no_cancel", PeriodicTimer, "U", "W X D", LateCallback,
     "missing-cancel"},
    {"periodic_no_drain", PeriodicTimer, "U", "C X D", LateCallback,
     "close-before-wait"},
    {"work_drain", Work, "U", "W X D", Safe, ""},
    {"work_no_drain", Work, "U", "X D", LateCallback, "close-before-wait"},
    {"work_resubmits", Work, "U R", "W X D", EndlessDrain, "unguarded-rearm"},
    {"work_guarded_resubmission", Work, "U T R", "F W X D", Safe, ""},
    {"group_close", Wait, "U", "G D", Safe, ""},
    {"group_close_false", Wait, "U", "g D", Safe, ""},
    {"cancel_group_close", Wait, "U", "C G D", Safe, ""},
    {"group_close_unguarded_rearm", Wait, "U R", "G D", UseAfterClose,
     "unguarded-rearm missing-second-wait"},
    {"close_after_group", Wait, "U", "G X D", UseAfterClose, "use-after-close"},
    {"dissociated_use", Wait, "B U", "C W X D", LateCallback, ""},
    {"tried_lock_under_drain", Wait, "U Y T R l", "L F C W l X D", Safe, ""},
    {"io_in_flight", Io, "U", "W X D", LateCallback, ""},
    {"io_ended", Io, "U", "E W X D", Safe, ""},
    {"io_chain", Io, "U R", "W X D", LateCallback,
     "unguarded-rearm pending-io"},
    {"io_chain_ended_once", Io, "U R", "E W X D", LateCallback,
     "unguarded-rearm pending-io"},
    {"io_chain_cut", Io, "U R", "E S W X D", Safe, ""},
    {"io_chain_guarded", Io, "U T R", "F W E W X D", Safe, ""},
    {"io_chain_in_flight", Io, "U T R", "F W X D", LateCallback, "pending-io"},
    {"source_off", Wait, "U R", "S W X D", Safe, ""},
    {"source_on", Wait, "U R", "W X D", LateCallback,
     "unguarded-rearm missing-cancel missing-second-wait"},
    {"cancel_after_close", Wait, "U", "C W X C", UseAfterClose,
     "use-after-close"},
    {"second_close", Wait, "U", "C W X X", UseAfterClose, "use-after-close"},
    {"handle_closed_while_armed", Wait, "U", "H C W X", HandleGone,
     "free-before-drain"},
    {"handle_closed_after_drain", Wait, "U", "C W H X", Safe, ""},
    {"handle_closed_before_late_rearm", Wait, "R", "C W H", LateCallback,
     "unguarded-rearm missing-second-wait"},
    {"callback_drains_itself", Wait, "W", "C W X D", Deadlock, ""},
};

std::vector<NamedProgram> threadpool::protocol::namedPrograms() {
  return {std::begin(Table), std::end(Table)};
}

NamedProgram threadpool::protocol::largestProgram() {
  return {"largest",
          PeriodicTimer,
          "U V U V U1 L1 V U l1 V U V U2 L t V t R l V U1 V U V U2 T1 U U V U "
          "U",
          "L1 l1 V F1 w W w W C V w L1 l1 W V C w L F C l W X D",
          Safe,
          ""};
}
