#include <wil/resource.h>
#include <wil/result.h>

class Reader {
public:
  HRESULT Start() {
    m_work.reset(CreateThreadpoolWork(OnWork, this, nullptr));
    RETURN_LAST_ERROR_IF_NULL(m_work);
    SubmitThreadpoolWork(m_work.get());
    m_more.reset(CreateThreadpoolWork(OnMore, this, nullptr));
    RETURN_LAST_ERROR_IF_NULL(m_more);
    SubmitThreadpoolWork(m_more.get());
    return S_OK;
  }

private:
  void Read() {
    THROW_HR_IF(E_ABORT, m_count > 3);
    ++m_count;
    THROW_IF_FAILED(m_result);
  }

  static void CALLBACK OnWork(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_WORK) {
    static_cast<Reader *>(Context)->Read();
  }

  static void CALLBACK OnMore(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_WORK)
  try {
    static_cast<Reader *>(Context)->Read();
    FAIL_FAST_IF(static_cast<Reader *>(Context)->m_count > 4);
  }
  CATCH_LOG()

  int m_count = 0;
  HRESULT m_result = S_OK;
  wil::unique_threadpool_work m_work;
  wil::unique_threadpool_work m_more;
};

Reader R;
void start() { R.Start(); }
