// RUN: %check_rule long-callback %s
//
// The C++ library, pipes, servers.

#include <condition_variable>
#include <future>
#include <thread>
#include <windows.h>

using namespace std::literals;

struct Job {
  std::thread Worker;
  std::future<int> Answer;
  std::promise<int> Question;
  std::condition_variable Changed;
  std::mutex Lock;
  int Hits = 0;
};

// What the callbacks of the old API are given says nothing of how long they run.
static DWORD WINAPI bad_sleep(LPVOID) {
  std::this_thread::sleep_for(std::chrono::seconds(2));
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_sleep', a callback of the pool, sleeps for 2000 ms and has not told the pool that it may run long [threadpool-long-callback]
  return 0;
}

static DWORD WINAPI bad_literal(LPVOID) {
  std::this_thread::sleep_for(1500ms);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_literal', a callback of the pool, sleeps for 1500 ms and has not told the pool that it may run long [threadpool-long-callback]
  return 0;
}

static DWORD WINAPI bad_constant(LPVOID) {
  constexpr std::chrono::minutes Pause(1);
  std::this_thread::sleep_for(Pause);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_constant', a callback of the pool, sleeps for 60000 ms and has not told the pool that it may run long [threadpool-long-callback]
  return 0;
}

static DWORD WINAPI bad_join(LPVOID Context) {
  static_cast<Job *>(Context)->Worker.join();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_join', a callback of the pool, waits for the end of a thread and has not told the pool that it may run long [threadpool-long-callback]
  return 0;
}

static DWORD WINAPI bad_get(LPVOID Context) {
  auto *J = static_cast<Job *>(Context);
  J->Hits += J->Answer.get();
  // CHECK-MESSAGES: :[[@LINE-1]]:14: warning: 'bad_get', a callback of the pool, waits for a thread's result and has not told the pool that it may run long [threadpool-long-callback]
  return 0;
}

static DWORD WINAPI bad_condition(LPVOID Context) {
  auto *J = static_cast<Job *>(Context);
  std::unique_lock<std::mutex> Locked(J->Lock);
  J->Changed.wait(Locked, [J] { return J->Hits > 0; });
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_condition', a callback of the pool, waits for a signal without a time limit and has not told the pool that it may run long [threadpool-long-callback]
  return 0;
}

static DWORD WINAPI good_short(LPVOID Context) {
  auto *J = static_cast<Job *>(Context);
  std::this_thread::sleep_for(50ms);
  std::this_thread::sleep_for(std::chrono::milliseconds(J->Hits));
  J->Answer.wait_for(10ms);
  std::unique_lock<std::mutex> Locked(J->Lock);
  J->Changed.wait_for(Locked, 100ms);
  std::this_thread::yield();
  return 0;
}

// It is there already.
static DWORD WINAPI good_own_promise(LPVOID Context) {
  auto *J = static_cast<Job *>(Context);
  J->Question.set_value(1);
  J->Hits = J->Question.get_future().get();
  return 0;
}

static DWORD WINAPI bad_session(LPVOID Context) {
  HANDLE Pipe = Context;
  char Buffer[64];
  DWORD Read;
  while (ReadFile(Pipe, Buffer, sizeof(Buffer), &Read, nullptr) && Read) {
    // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'bad_session', a callback of the pool, waits for the other end of a pipe and has not told the pool that it may run long [threadpool-long-callback]
  }
  CloseHandle(Pipe);
  return 0;
}

// A file, for all that is known.
static DWORD WINAPI good_file(LPVOID Context) {
  char Buffer[64];
  DWORD Read;
  while (ReadFile(Context, Buffer, sizeof(Buffer), &Read, nullptr) && Read) {
  }
  return 0;
}

void serve() {
  for (;;) {
    HANDLE Pipe =
        CreateNamedPipeW(L"pipe", PIPE_ACCESS_DUPLEX, 0,
                         PIPE_UNLIMITED_INSTANCES, 64, 64, 0, nullptr);
    if (Pipe == INVALID_HANDLE_VALUE || !ConnectNamedPipe(Pipe, nullptr))
      return;
    QueueUserWorkItem(bad_session, Pipe, WT_EXECUTEDEFAULT);
  }
}

void submitThem(Job *J, HANDLE File) {
  QueueUserWorkItem(bad_sleep, J, WT_EXECUTEDEFAULT);
  QueueUserWorkItem(bad_literal, J, WT_EXECUTEDEFAULT);
  QueueUserWorkItem(bad_constant, J, WT_EXECUTEDEFAULT);
  QueueUserWorkItem(bad_join, J, WT_EXECUTEDEFAULT);
  QueueUserWorkItem(bad_get, J, WT_EXECUTEDEFAULT);
  QueueUserWorkItem(bad_condition, J, WT_EXECUTEDEFAULT);
  QueueUserWorkItem(good_short, J, WT_EXECUTEDEFAULT);
  QueueUserWorkItem(good_own_promise, J, WT_EXECUTEDEFAULT);
  QueueUserWorkItem(good_file, File, WT_EXECUTEDEFAULT);
}
