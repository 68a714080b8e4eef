//===- PromelaWriter.cpp - Programs as input of the model checker Spin ----===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "PromelaWriter.h"
#include <set>

using namespace threadpool::protocol;

/// What all programs share. Actors are numbered: 0 and 1 are the threads of
/// the pool, 2 is the owner. Counters stop at 3, which means "more than two".
static const char Prelude[] = R"(
c_decl {
  static int Printed[NUM_PROGRAMS][5];
  static void met(int Program, int What) {
    if (!Printed[Program][What]++)
      printf("MET %d %d\n", Program, What);
  }
};

#define OWNER 2
#define NOBODY 255

byte program;
bool stopped;               /* something was met, this run is over */
byte armed, queued;
bool closed, handle_gone, source_off;
byte flags[8];
bool freed[16];
byte holder[8];             /* of each lock */
byte wants[3];              /* the lock an actor stands at, or NOBODY */
byte draining[3];           /* 1 in a drain, 2 in a group close */
bool runs[3];
bool dissociated[3];
bool blocked[3];
byte i;
byte last_met;

#define LATE 0
#define AFTER_CLOSE 1
#define HANDLE 2
#define DEADLOCK 3
#define UNKNOWN 4

inline meet(what) {
  last_met = what;
  c_code { met(now.program, now.last_met); };
  stopped = true
}

/* A callback thread on which a drain waits. */
#define COUNTS(thread, how) (runs[thread] && (how == 2 || !dissociated[thread]))
#define QUIET(how) (queued == 0 && !COUNTS(0, how) && !COUNTS(1, how))

#define STUCK_AT_LOCK(a) (wants[a] != NOBODY && holder[wants[a]] != NOBODY && \
                          holder[wants[a]] != a && blocked[holder[wants[a]]])
#define STUCK_IN_DRAIN(a) (draining[a] != 0 && \
                           ((COUNTS(0, draining[a]) && blocked[0]) || \
                            (COUNTS(1, draining[a]) && blocked[1])))

/* Everybody is suspected; three rounds acquit all who can still move. */
inline look_for_deadlock() {
  d_step {
    blocked[0] = true; blocked[1] = true; blocked[2] = true;
    i = 0;
    do
    :: i < 3 ->
       blocked[0] = blocked[0] && (STUCK_AT_LOCK(0) || STUCK_IN_DRAIN(0));
       blocked[1] = blocked[1] && (STUCK_AT_LOCK(1) || STUCK_IN_DRAIN(1));
       blocked[2] = blocked[2] && (STUCK_AT_LOCK(2) || STUCK_IN_DRAIN(2));
       i++
    :: else -> break
    od;
    i = 0;
    if
    :: blocked[0] || blocked[1] || blocked[2] ->
       blocked[0] = false; blocked[1] = false; blocked[2] = false;
       meet(DEADLOCK)
    :: else
    fi
  }
}

inline release_all(a) {
  d_step {
    i = 0;
    do
    :: i < 8 ->
       if
       :: holder[i] == a -> holder[i] = NOBODY
       :: else
       fi;
       i++
    :: else -> break
    od;
    i = 0
  }
}

/* Nobody can move, but the owner has not finished. */
active proctype watcher() {
end:
  atomic { timeout && !stopped && runs[OWNER] -> meet(DEADLOCK) }
}
)";

namespace {

class Writer {
public:
  std::string write(const std::vector<Program> &Programs);

private:
  void writeProgram(unsigned Number);
  void writePool();
  void writeGraph(const Graph &G);
  void writeInit();

  /// The choices that an actor has at a node.
  std::vector<std::string> choices(const Graph &G, const Node &N) const;
  /// The node that acts when control comes to \p I.
  NodeId passIdle(const Graph &G, NodeId I) const;
  /// The end of a step: control comes to \p I.
  std::string arrive(const Graph &G, NodeId I) const;
  /// A choice: if \p Guard holds, do \p Effect and go to \p I.
  std::string go(const Graph &G, const std::string &Guard,
                 const std::string &Effect, NodeId I) const {
    return "atomic { " + Guard + " -> " + Effect + "; " + arrive(G, I) + " }";
  }
  /// A choice: if \p Guard holds, the run ends.
  static std::string fail(const std::string &Guard, const std::string &What) {
    return "atomic { " + Guard + " -> meet(" + What + "); false }";
  }
  /// A choice in two steps: if \p Guard holds, do \p Effect and begin to wait.
  std::string wait(const Graph &G, const Node &N, const std::string &Guard,
                   const std::string &Effect, const std::string &How) const {
    return "atomic { " + Guard + " -> " + Effect + "; " +
           (N.Value ? "queued = 0; " : "") + "draining[me] = " + How +
           "; wants[me] = NOBODY; look_for_deadlock() }; atomic { QUIET(" +
           How + ") -> draining[me] = 0; " + arrive(G, N.Next) + " }";
  }
  /// One less in \p Counter; from 3 it may also stay.
  static std::string take(const std::string &Counter) {
    return "if :: " + Counter + " > 0 -> " + Counter + "-- :: " + Counter +
           " == 3 -> skip :: " + Counter + " == 0 -> skip fi";
  }
  static std::string add(const std::string &Counter) {
    return "if :: " + Counter + " < 3 -> " + Counter + "++ :: else fi";
  }

  const Program *P = nullptr;
  std::string Out;
};

} // namespace

static std::string label(NodeId I) { return "N" + std::to_string(I); }

NodeId Writer::passIdle(const Graph &G, NodeId I) const {
  std::set<NodeId> Visited;
  for (NodeId At = I; Visited.insert(At).second;) {
    const Node &N = G.Nodes[At];
    if (N.Kind == Op::Skip)
      At = N.Next;
    else if (N.Kind == Op::Input)
      At = P->Inputs & 1u << N.Index ? N.Next : N.Else;
    else
      return At;
  }
  // Nothing but idling from here: walked one node at a time.
  return I;
}

std::string Writer::arrive(const Graph &G, NodeId I) const {
  NodeId To = passIdle(G, I);
  const Node &N = G.Nodes[To];
  std::string Wanted =
      N.Kind == Op::Lock ? std::to_string(N.Index) : std::string("NOBODY");
  return "wants[me] = " + Wanted + "; look_for_deadlock(); goto " + label(To);
}

std::vector<std::string> Writer::choices(const Graph &G, const Node &N) const {
  const std::string Index = std::to_string(N.Index);
  const std::string Value = std::to_string(N.Value);
  const std::string Flag = "flags[" + Index + "]";
  const std::string Holder = "holder[" + Index + "]";
  const bool IsOwner = &G == &P->Owner;
  const bool IsIo = P->Kind == ObjectKind::Io;
  const std::string Disarm = IsIo ? "skip" : "armed = 0";

  switch (N.Kind) {
  case Op::Skip:
    return {go(G, "true", "skip", N.Next)};
  case Op::Input:
    return {go(G, "true", "skip", P->Inputs & 1u << N.Index ? N.Next : N.Else)};
  case Op::Choose:
    return {go(G, "true", "skip", N.Next), go(G, "true", "skip", N.Else)};
  case Op::Test:
    return {go(G, Flag + " == " + Value, "skip", N.Next),
            go(G, Flag + " != " + Value, "skip", N.Else)};
  case Op::Assign:
    return {go(G, "true", Flag + " = " + Value, N.Next)};
  case Op::Use:
    if (IsOwner)
      return {go(G, "true", "skip", N.Next)};
    return {fail("freed[" + Index + "]", "LATE"),
            go(G, "!freed[" + Index + "]", "skip", N.Next)};
  case Op::Free:
    return {go(G, "true", "freed[" + Index + "] = true", N.Next)};
  case Op::CloseHandle:
    return {fail("armed > 0", "HANDLE"),
            go(G, "armed == 0", "handle_gone = true", N.Next)};
  case Op::Arm:
    return {fail("closed", "AFTER_CLOSE"),
            fail("!closed && handle_gone", "LATE"),
            go(G, "!closed && !handle_gone",
               P->Kind == ObjectKind::Work ? add("queued")
               : IsIo                      ? add("armed")
                                           : "armed = 1",
               N.Next)};
  case Op::Cancel:
    return {fail("closed", "AFTER_CLOSE"),
            go(G, "!closed", IsIo ? take("armed") : "armed = 0", N.Next)};
  case Op::Drain:
    return {fail("closed", "AFTER_CLOSE"), wait(G, N, "!closed", "skip", "1")};
  case Op::Close:
    return {fail("closed", "AFTER_CLOSE"),
            go(G, "!closed", "closed = true; " + Disarm, N.Next)};
  case Op::GroupClose:
    return {go(G, "closed", "skip", N.Next),
            wait(G, N, "!closed", "closed = true; " + Disarm, "2")};
  case Op::Lock:
    return {go(G, Holder + " == NOBODY || " + Holder + " == me",
               Holder + " = me", N.Next)};
  case Op::TryLock:
    return {
        go(G, Holder + " == NOBODY || " + Holder + " == me", Holder + " = me",
           N.Next),
        go(G, Holder + " != NOBODY && " + Holder + " != me", "skip", N.Else)};
  case Op::Unlock:
    return {go(G, Holder + " == me", Holder + " = NOBODY", N.Next),
            go(G, Holder + " != me", "skip", N.Next)};
  case Op::Dissociate:
    return {go(G, "true", IsOwner ? "skip" : "dissociated[me] = true", N.Next)};
  case Op::SourceOff:
    return {go(G, "true", "source_off = true", N.Next)};
  case Op::EndIo:
    return {go(G, "true",
               IsIo ? "queued = (queued + armed > 3 -> 3 : queued + armed); "
                      "armed = 0"
                    : "skip",
               N.Next)};
  case Op::Unknown:
    return {fail("true", "UNKNOWN")};
  case Op::End:
    return {"atomic { release_all(me); runs[me] = false; dissociated[me] = "
            "false; wants[me] = NOBODY; goto done }"};
  }
  return {};
}

void Writer::writeGraph(const Graph &G) {
  for (std::size_t I = 0; I != G.Nodes.size(); ++I) {
    Out += label(static_cast<NodeId>(I)) + ":\n  if\n";
    for (const std::string &Choice : choices(G, G.Nodes[I]))
      Out += "  :: " + Choice + "\n";
    Out += "  fi;\n";
  }
}

void Writer::writePool() {
  const bool IsPeriodic = P->Kind == ObjectKind::PeriodicTimer;
  // A tick that changes nothing is none.
  const std::string Guard = IsPeriodic ? " && queued < 3" : "";
  const std::string Consume = IsPeriodic ? "skip" : take("armed");
  Out += "  do\n  :: atomic { armed > 0 && !source_off" + Guard + " -> " +
         add("queued") + "; " + Consume + " }\n  od\n";
}

void Writer::writeProgram(unsigned Number) {
  const std::string Suffix =
      std::to_string(Number) + "(byte me) provided (!stopped) {\n";
  Out += "\nproctype pool" + Suffix;
  writePool();
  Out += "}\nproctype callback" + Suffix;
  Out += "done:\n  atomic { queued > 0 -> " + take("queued") +
         "; runs[me] = true; " + arrive(P->Callback, P->Callback.Entry) +
         " };\n";
  writeGraph(P->Callback);
  Out += "}\nproctype owner" + Suffix;
  Out += "  atomic { true -> " + arrive(P->Owner, P->Owner.Entry) + " };\n";
  writeGraph(P->Owner);
  Out += "done:\n  skip\n}\n";
}

void Writer::writeInit() {
  const unsigned Armed = P->Kind == ObjectKind::Work ? 0 : P->Armed;
  Out += "armed = " + std::to_string(Armed) +
         "; queued = " + std::to_string(P->Queued) + ";";
  for (std::size_t F = 0; F != P->Flags.size(); ++F)
    Out += " flags[" + std::to_string(F) +
           "] = " + std::to_string(P->Flags[F].Initial) + ";";
}

std::string Writer::write(const std::vector<Program> &Programs) {
  Out = "#define NUM_PROGRAMS " + std::to_string(Programs.size()) + "\n";
  Out += Prelude;
  for (std::size_t I = 0; I != Programs.size(); ++I) {
    P = &Programs[I];
    writeProgram(static_cast<unsigned>(I));
  }
  Out += "\ninit {\n  atomic {\n"
         "    i = 0; do :: i < 8 -> holder[i] = NOBODY; i++ :: else -> break "
         "od; i = 0;\n"
         "    wants[0] = NOBODY; wants[1] = NOBODY; wants[2] = NOBODY;\n"
         "    runs[OWNER] = true;\n    if\n";
  for (std::size_t I = 0; I != Programs.size(); ++I) {
    P = &Programs[I];
    const std::string Number = std::to_string(I);
    Out += "    :: program = " + Number + "; ";
    writeInit();
    Out += " run pool" + Number + "(NOBODY); run callback" + Number +
           "(0); run callback" + Number + "(1); run owner" + Number +
           "(OWNER)\n";
  }
  Out += "    fi\n  }\n}\n";
  return std::move(Out);
}

std::string
threadpool::protocol::promela(const std::vector<Program> &Programs) {
  return Writer().write(Programs);
}
