-- Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
-- SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
--
-- Neovim with the server of $SERVER opens $FILE, shows what it is told, and applies the
-- fix. It waits for what comes, for a minute at most.

local function say(text)
  io.stdout:write(text .. "\n")
end

local function session()
  vim.cmd("edit " .. vim.fn.fnameescape(os.getenv("FILE")))
  local buffer = vim.api.nvim_get_current_buf()
  local client = vim.lsp.start_client({
    name = "threadpool-clangd",
    cmd = { os.getenv("SERVER"), "--log=error" },
    root_dir = vim.fn.getcwd(),
  })
  vim.lsp.buf_attach_client(buffer, client)

  local function wait_for_number(number)
    return vim.wait(60000, function()
      return #vim.diagnostic.get(buffer) == number
    end, 50)
  end

  say("found: " .. tostring(wait_for_number(1)))
  local found = vim.diagnostic.get(buffer)[1]
  say(string.format("%d:%d %s: %s", found.lnum + 1, found.col + 1, found.code, found.message))
  say("story: " .. #found.user_data.lsp.relatedInformation)
  say("page: " .. found.user_data.lsp.codeDescription.href)

  local answers = vim.lsp.buf_request_sync(buffer, "textDocument/codeAction", {
    textDocument = vim.lsp.util.make_text_document_params(buffer),
    range = vim.lsp.util.make_range_params().range,
    context = { diagnostics = vim.lsp.diagnostic.get_line_diagnostics(buffer, found.lnum) },
  }, 60000)
  for _, answer in pairs(answers) do
    for _, action in ipairs(answer.result) do
      say("action: " .. action.title)
      vim.lsp.util.apply_workspace_edit(action.edit, "utf-16")
    end
  end
  say("clean: " .. tostring(wait_for_number(0)))
end

local is_good, message = pcall(session)
if not is_good then
  say(message)
end
vim.cmd("qall!")
