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
#include <shlobj.h>

#ifdef __cplusplus

/* The handlers' callers are not shown. Deleted, it does not look like a
 * function that is defined elsewhere. */
#define BEGIN_MSG_MAP(theClass)                                                \
  BOOL ProcessWindowMessage(HWND, UINT, WPARAM, LPARAM, LRESULT &,             \
                            DWORD = 0) = delete;
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
#ifndef ATLASSERT
#define ATLASSERT(condition) ((void)0)
#endif
#ifndef ATLVERIFY
#define ATLVERIFY(condition) ((void)(condition))
#endif

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
  BOOL IsDialogMessage(MSG *);
  BOOL IsWindow() const;
  BOOL KillTimer(UINT_PTR);
  BOOL PostMessage(UINT, WPARAM = 0, LPARAM = 0);
  LRESULT SendMessage(UINT, WPARAM = 0, LPARAM = 0);
  BOOL SetDlgItemInt(int, UINT, BOOL = TRUE);
  BOOL SetDlgItemText(int, LPCTSTR);
  UINT GetDlgItemInt(int, BOOL * = nullptr, BOOL = TRUE) const;
  UINT GetDlgItemText(int, LPTSTR, int) const;
  CWindow GetDlgItem(int) const;
  HWND SetFocus();
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
  void Empty();
  int Find(TCHAR, int = 0) const;
  int GetLength() const;
  BOOL IsEmpty() const;
  CString Left(int) const;
  CString Mid(int) const;
  CString Mid(int, int) const;
  int ReverseFind(TCHAR) const;
  CString Right(int) const;
  CString &operator+=(LPCTSTR);
};
CString operator+(const CString &, const CString &);
CString operator+(const CString &, LPCTSTR);
CString operator+(LPCTSTR, const CString &);

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

class CMessageFilter {};
class CIdleHandler {};

class CMessageLoop {
public:
  BOOL AddIdleHandler(CIdleHandler *);
  BOOL AddMessageFilter(CMessageFilter *);
  BOOL RemoveIdleHandler(CIdleHandler *);
  BOOL RemoveMessageFilter(CMessageFilter *);
  int Run();
};

class CAppModule {
public:
  HRESULT Init(void *, HINSTANCE);
  void Term();
  BOOL AddMessageLoop(CMessageLoop *);
  CMessageLoop *GetMessageLoop(DWORD = 0) const;
  BOOL RemoveMessageLoop();
  HINSTANCE GetModuleInstance();
  HINSTANCE GetResourceInstance();
};

class CImageList {
public:
  operator HIMAGELIST() const;
  BOOL Create(int, int, UINT, int, int);
  int AddIcon(HICON);
  BOOL Destroy();
};

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
  DWORD_PTR GetItemData(int) const;
  int GetItemText(int, int, ATL::CString &) const;
  int GetItemText(int, int, LPTSTR, int) const;
  int GetNextItem(int, int) const;
  UINT GetSelectedCount() const;
  int GetSelectedIndex() const;
  BOOL RedrawItems(int, int);
  BOOL SelectAllItems(bool = true);
  CImageList SetImageList(HIMAGELIST, int);
  BOOL SetItemData(int, DWORD_PTR);
  DWORD SetExtendedListViewStyle(DWORD, DWORD = 0);
};

class CProgressBarCtrl : public CWindow {
public:
  int SetPos(int);
  void SetRange(int, int);
  void SetRange32(int, int);
  int SetStep(int);
  int StepIt();
};

class CFileDialog {
public:
  CFileDialog(BOOL, LPCTSTR = nullptr, LPCTSTR = nullptr, DWORD = 0,
              LPCTSTR = nullptr, HWND = nullptr);
  INT_PTR DoModal(HWND = nullptr);
  TCHAR m_szFileName[MAX_PATH];
};

class CMultiFileDialog {
public:
  CMultiFileDialog(LPCTSTR = nullptr, LPCTSTR = nullptr, DWORD = 0,
                   LPCTSTR = nullptr, HWND = nullptr);
  INT_PTR DoModal(HWND = nullptr);
  BOOL GetFirstPathName(ATL::CString &);
  BOOL GetNextPathName(ATL::CString &);
  BOOL ResizeFilenameBuffer(DWORD);
};

class CFolderDialog {
public:
  CFolderDialog(HWND = nullptr, LPCTSTR = nullptr, UINT = 0);
  INT_PTR DoModal(HWND = nullptr);
  LPCTSTR GetFolderPath() const;
  TCHAR m_szFolderPath[MAX_PATH];
};

HACCEL AtlLoadAccelerators(UINT);
HICON AtlLoadIconImage(UINT, UINT = 0, int = 0, int = 0);
int AtlMessageBox(HWND, LPCTSTR, UINT, UINT = 0);
int AtlMessageBox(HWND, LPCTSTR, LPCTSTR = nullptr, UINT = 0);

} // namespace WTL

using namespace ATL;
using namespace WTL;

#endif

#endif
