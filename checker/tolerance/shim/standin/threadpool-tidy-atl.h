/* Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * Stand-ins for the window classes of ATL and WTL, so that classes derived from
 * them are complete. Only what such a class needs to be understood is declared:
 * what it calls of its base stays out of the analysis, as any function without
 * a body does. */

#ifndef THREADPOOL_TIDY_ATL_H
#define THREADPOOL_TIDY_ATL_H

#include <windows.h>

#include <commctrl.h>

#ifdef __cplusplus

#define BEGIN_MSG_MAP(theClass)                                                \
  BOOL ProcessWindowMessage(HWND, UINT, WPARAM, LPARAM, LRESULT &, DWORD = 0);
#define BEGIN_MSG_MAP_EX(theClass) BEGIN_MSG_MAP(theClass)
#define END_MSG_MAP()
#define ALT_MSG_MAP(id)
#define MESSAGE_HANDLER(msg, func)
#define MESSAGE_RANGE_HANDLER(first, last, func)
#define COMMAND_HANDLER(id, code, func)
#define COMMAND_ID_HANDLER(id, func)
#define COMMAND_CODE_HANDLER(code, func)
#define COMMAND_RANGE_HANDLER(first, last, func)
#define NOTIFY_HANDLER(id, code, func)
#define NOTIFY_ID_HANDLER(id, func)
#define NOTIFY_CODE_HANDLER(code, func)
#define CHAIN_MSG_MAP(base)
#define CHAIN_MSG_MAP_MEMBER(member)
#define REFLECT_NOTIFICATIONS()
#define DECLARE_WND_CLASS(name)

namespace ATL {

class CWindow {
public:
  CWindow(HWND = nullptr);
  operator HWND() const;
  HWND m_hWnd;

  void Attach(HWND);
  HWND Detach();
  BOOL CenterWindow(HWND = nullptr);
  BOOL DestroyWindow();
  BOOL EnableWindow(BOOL = TRUE);
  BOOL Invalidate(BOOL = TRUE);
  BOOL IsWindow() const;
  BOOL KillTimer(UINT_PTR);
  BOOL PostMessage(UINT, WPARAM = 0, LPARAM = 0);
  LRESULT SendMessage(UINT, WPARAM = 0, LPARAM = 0);
  BOOL SetDlgItemInt(int, UINT, BOOL = TRUE);
  BOOL SetDlgItemText(int, LPCTSTR);
  UINT GetDlgItemInt(int, BOOL * = nullptr, BOOL = TRUE) const;
  UINT GetDlgItemText(int, LPTSTR, int) const;
  CWindow GetDlgItem(int) const;
  HICON SetIcon(HICON, BOOL = TRUE);
  UINT_PTR SetTimer(UINT_PTR, UINT, TIMERPROC = nullptr);
  BOOL SetWindowText(LPCTSTR);
  BOOL ShowWindow(int);
  BOOL UpdateWindow();
};

class CMessageMap {};

class CString {
public:
  CString(LPCTSTR = nullptr);
  operator LPCTSTR() const;
  void Format(LPCTSTR, ...);
  int GetLength() const;
  BOOL IsEmpty() const;
};

template <class T, class TBase = CWindow> class CWindowImpl : public TBase {
public:
  void SetMsgHandled(BOOL);
  BOOL IsMsgHandled() const;
};

template <class T, class TBase = CWindow> class CDialogImpl : public TBase {
public:
  void SetMsgHandled(BOOL);
  BOOL EndDialog(int);
  HWND Create(HWND, LPARAM = 0);
  INT_PTR DoModal(HWND = nullptr, LPARAM = 0);
};

} // namespace ATL

namespace WTL {

using ATL::CWindow;

template <class T> class CUpdateUI {};
template <class T> class CDialogResize {};

class CAppModule {
public:
  HRESULT Init(void *, HINSTANCE);
  void Term();
  HINSTANCE GetModuleInstance();
  HINSTANCE GetResourceInstance();
};

class CMessageFilter {};
class CIdleHandler {};

class CListBox : public CWindow {
public:
  int AddString(LPCTSTR);
  int DeleteString(UINT);
  int InsertString(int, LPCTSTR);
  int GetCount() const;
  int SetCurSel(int);
  int SetTopIndex(int);
  void ResetContent();
};

class CListViewCtrl : public CWindow {
public:
  int InsertColumn(int, LPCTSTR, int = 0, int = -1, int = -1);
  int InsertItem(int, LPCTSTR);
  int AddItem(int, int, LPCTSTR, int = -1);
  BOOL SetItemText(int, int, LPCTSTR);
  BOOL SetItemCount(int);
  BOOL DeleteItem(int);
  BOOL DeleteAllItems();
  BOOL EnsureVisible(int, BOOL);
  int GetItemCount() const;
  DWORD SetExtendedListViewStyle(DWORD, DWORD = 0);
};

class CProgressBarCtrl : public CWindow {
public:
  int SetPos(int);
  void SetRange(int, int);
};

HICON AtlLoadIconImage(UINT, UINT = 0, int = 0, int = 0);
int AtlMessageBox(HWND, LPCTSTR, UINT, UINT = 0);
int AtlMessageBox(HWND, LPCTSTR, LPCTSTR = nullptr, UINT = 0);

} // namespace WTL

using namespace ATL;
using namespace WTL;

#endif

#endif
