// Error reporting as a library has it: of no interest to who stops an object,
// and more than anybody wants to look into.

#ifndef RESULT_MACROS_H
#define RESULT_MACROS_H

namespace wil::details {
inline void report(long Result) { __asm__ volatile("" : : "r"(Result)); }
} // namespace wil::details

#define LOG_IF_FAILED(Result)                                                  \
  do {                                                                         \
    const long Seen = (Result);                                                \
    if (Seen < 0)                                                              \
      wil::details::report(Seen);                                              \
  } while (0)

#endif // RESULT_MACROS_H
