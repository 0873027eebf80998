"""The words of every problem in Chinese and English, with the remedy, and its HTTP status."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ProblemText:
    """What is wrong (`zh`, `en`), what to do about it, and the HTTP status. Braces name facts of the problem."""

    status: int
    zh: str
    en: str
    remedy_zh: str
    remedy_en: str


def _t(status: int, zh: str, en: str, remedy_zh: str, remedy_en: str) -> ProblemText:
    return ProblemText(status, zh, en, remedy_zh, remedy_en)


TEXTS: dict[str, ProblemText] = {
    "invalid": _t(
        422,
        "填报内容有 {count} 处问题。",
        "The form has {count} problems.",
        "请按各字段提示逐项修改后重新提交。",
        "Mend each field as its own line says and send again.",
    ),
    "invalid_json": _t(
        400,
        "请求内容不是有效的 JSON。",
        "The body is not valid JSON.",
        "请检查编码(UTF-8)与格式后重发。",
        "Check the encoding (UTF-8) and the syntax, then send again.",
    ),
    "unknown_field": _t(
        422,
        "不认识的字段。",
        "This field is not known.",
        "请删除该字段,或核对字段名称。",
        "Remove the field or check its name.",
    ),
    "missing_field": _t(422, "此项必填。", "This field is required.", "请填写此项。", "Fill it in."),
    "wrong_type": _t(
        422,
        "填写的格式不对,应如 {expected}。",
        "The value has the wrong form; a right one looks like {expected}.",
        "请按示例的格式填写。",
        "Write it as in the example.",
    ),
    "too_long": _t(
        422, "内容过长,最多 {limit}。", "Too long: at most {limit}.", "请缩短后再提交。", "Shorten it and send again."
    ),
    "too_short": _t(
        422, "内容过短,至少 {limit}。", "Too short: at least {limit}.", "请补充后再提交。", "Add to it and send again."
    ),
    "out_of_range": _t(
        422,
        "数值超出范围:{expected}。",
        "The value is out of range: {expected}.",
        "请核对数值与单位(人/万人)。",
        "Check the number and its unit.",
    ),
    "unknown_code": _t(
        422,
        "本届活动周的清单中没有“{code}”。",
        "'{code}' is not in this edition's list.",
        "请从清单中选择,或选“other”并填写文字说明。",
        "Choose from the list, or choose 'other' and give a text.",
    ),
    "unknown_choice": _t(
        422,
        "“{code}”不是这里可以填写的值。",
        "'{code}' is not one of the values of this field.",
        "可以填写:{allowed}。",
        "Give one of: {allowed}.",
    ),
    "other_needs_text": _t(
        422, "选择“其他”时须填写文字说明。", "'other' needs a text.", "请填写说明文字。", "Give the text."
    ),
    "bad_key": _t(
        422,
        "“{key}”不是有效的编码。",
        "'{key}' is not a valid key.",
        "请核对编码的类别与位数。",
        "Check the scheme and the number of digits.",
    ),
    "bad_check_digit": _t(
        422,
        "“{key}”的校验码不对。",
        "The check digit of '{key}' is wrong.",
        "请核对统一社会信用代码(18位)。",
        "Check the 18-character unified social credit code.",
    ),
    "duplicate_key": _t(
        422, "“{key}”重复填写。", "'{key}' is given twice.", "请删除重复项。", "Remove the repetition."
    ),
    "keys_not_allowed": _t(
        422, "该指标不需要填写名单。", "This indicator takes no keys.", "请直接填写数值。", "Give the number alone."
    ),
    "keys_or_value": _t(422, "请填写数值或名单。", "Give a value or keys.", "请填写其中一项。", "Give one of them."),
    "count_differs": _t(
        422,
        "填写的数值 {value} 与明细 {derived} 不一致。",
        "The number typed ({value}) differs from the rows ({derived}).",
        "请修改数值或补齐明细。",
        "Mend the number or complete the rows.",
    ),
    "computed_indicator": _t(
        422,
        "该指标由系统计算,不能填写。",
        "This indicator is computed and cannot be typed.",
        "请删除该项,填写其分子与分母。",
        "Remove it and give its numerator and denominator.",
    ),
    "duplicate_measure": _t(
        422, "同一指标填写了两次。", "The indicator is given twice.", "请合并为一项。", "Join them into one."
    ),
    "bad_span": _t(
        422,
        "日期起止不合理。",
        "The dates do not make a span.",
        "请核对开始与结束日期及精度。",
        "Check start, end and precision.",
    ),
    "bad_place": _t(
        422,
        "地点编码不对。",
        "The place code is not right.",
        "区县请填 6 位行政区划代码,境外请填三位国家代码。",
        "Give a 6-digit GB/T 2260 code for a district, a 3-letter country code overseas.",
    ),
    "unknown_edition": _t(
        422,
        "没有“{edition}”这一届活动周。",
        "There is no edition '{edition}'.",
        "请选择系统中已有的届次。",
        "Choose an edition that exists.",
    ),
    "edition_sealed": _t(
        409,
        "{edition} 届已归档,不再接收材料。",
        "Edition {edition} is sealed.",
        "请联系本届工作邮箱或电话说明情况。",
        "Use the edition's contact.",
    ),
    "unknown_organisation": _t(
        422,
        "没有“{organisation}”这个单位。",
        "There is no organisation '{organisation}'.",
        "请核对单位编码。",
        "Check the organisation's id.",
    ),
    "organisation_closed": _t(
        409, "该单位已停用。", "The organisation is closed.", "请联系上级单位管理员。", "Ask the manager one level up."
    ),
    "wrong_parent": _t(
        422,
        "该单位不能设在“{parent}”之下。",
        "The organisation cannot stand under '{parent}'.",
        "请按单位类别选择上级单位(技工学校的上级为人社部门)。",
        "Choose a parent that fits its kind; a technical school stands under a human resources body.",
    ),
    "branch_open": _t(
        409,
        "该单位之下还有 {count} 个未停用的单位。",
        "{count} organisations below it are still open.",
        "请先停用或划转下级单位。",
        "Close or move them first.",
    ),
    "too_many_files": _t(
        422,
        "文件过多,最多 {limit} 个。",
        "Too many files: at most {limit}.",
        "请分次报送。",
        "Send them in more than one submission.",
    ),
    "file_too_large": _t(
        422,
        "文件“{name}”过大,最大 {largest}。",
        "The file '{name}' is over {largest}.",
        "请压缩后再报送。",
        "Make it smaller and send again.",
    ),
    "empty_file": _t(
        422,
        "文件“{name}”是空的。",
        "The file '{name}' is empty.",
        "请重新选择文件。",
        "Choose the file again.",
    ),
    "wrong_file_kind": _t(
        422,
        "此类材料不接收“{kind}”类文件。",
        "This kind of material takes no '{kind}' file.",
        "请改用对应的材料种类报送。",
        "Use the kind of material that fits.",
    ),
    "caption_missing": _t(
        422, "每张图片须有说明文字。", "Every picture needs a caption.", "请填写图片说明。", "Give the caption."
    ),
    "credit_missing": _t(
        422, "每张图片须注明来源或作者。", "Every picture needs a credit.", "请填写来源或作者。", "Give the credit."
    ),
    "duplicate_file": _t(
        422,
        "同一文件在清单中出现两次。",
        "The same file is listed twice.",
        "请删除重复文件。",
        "Remove the repetition.",
    ),
    "pictures_count": _t(
        422,
        "典型案例须附图片 {minimum}-{maximum} 张。",
        "A case needs {minimum} to {maximum} pictures.",
        "请增减图片。",
        "Add or remove pictures.",
    ),
    "quota_exceeded": _t(
        429,
        "本单位本届报送数量已达上限 {limit}。",
        "The organisation has reached its quota of {limit}.",
        "请联系上级单位。",
        "Ask the level above.",
    ),
    "too_many_drafts": _t(
        429,
        "本单位保存的草稿已达上限 {limit} 份。",
        "The organisation keeps {limit} drafts, which is the limit.",
        "请先删除不再需要的草稿。",
        "Delete drafts that are done with first.",
    ),
    "too_many_versions": _t(
        409,
        "该材料已有 {limit} 版,不能再修改。",
        "The submission has {limit} versions, which is the limit.",
        "请撤回后用新的编号重新报送。",
        "Withdraw it and report again under a new id.",
    ),
    "late_needs_reason": _t(
        422,
        "已过截止时间 {due_at},宽限期内报送须说明原因。",
        "The due time {due_at} has passed; inside the grace a reason is needed.",
        "请填写逾期原因后提交。",
        "Give the reason and send again.",
    ),
    "late_refused": _t(
        409,
        "已过截止时间及宽限期 {closes_at}。",
        "The due time and its grace ended at {closes_at}.",
        "请联系上级单位,或本届工作电话、邮箱:{contact}。",
        "Ask the level above, or the edition's contact: {contact}.",
    ),
    "obligation_not_earlier": _t(
        422,
        "截止时间必须早于本级对上级的截止时间 {limit}。",
        "The due time must be earlier than your own ({limit}).",
        "请提前截止时间。",
        "Set an earlier time.",
    ),
    "obligation_not_below": _t(
        403,
        "只能给下一级单位设定报送任务。",
        "Obligations are set only for the level below.",
        "请选择本单位的下级单位。",
        "Choose an organisation below your own.",
    ),
    "not_signed_in": _t(401, "尚未登录。", "You are not signed in.", "请登录后重试。", "Sign in and try again."),
    "token_expired": _t(
        401,
        "登录已过期。",
        "The token has expired.",
        "请刷新登录后重试,已填内容不会丢失。",
        "Refresh and try again; nothing typed is lost.",
    ),
    "token_invalid": _t(401, "登录凭证无效。", "The token is not valid.", "请重新登录。", "Sign in again."),
    "wrong_sign_in": _t(
        401,
        "用户名或密码不正确。",
        "The name or the password is wrong.",
        "请核对后重试,或联系上级单位管理员重置。",
        "Check both, or ask the manager one level up.",
    ),
    "sign_in_locked": _t(
        429,
        "登录失败次数过多,已暂时锁定。",
        "Too many failed sign-ins: locked for a while.",
        "请 {retry_after_seconds} 秒后再试,或联系上级单位管理员重置密码。",
        "Try again in {retry_after_seconds} seconds, or ask the manager one level up for a new password.",
    ),
    "weak_password": _t(
        422,
        "密码不符合要求:{expected}。",
        "The password is too weak: {expected}.",
        "请换用更长、含多类字符且不含用户名的密码。",
        "Choose a longer one with more kinds of characters and without the name in it.",
    ),
    "roles_apart": _t(
        422,
        "系统、安全、审计管理员须由三人分别担任。",
        "System, security and audit administrator are three different people.",
        "请由不同人员分别担任。",
        "Give the roles to different people.",
    ),
    "forbidden": _t(
        403,
        "您在该单位没有此项权限。",
        "You may not do this there.",
        "请由有权限的人员办理。",
        "Ask someone with the role to do it.",
    ),
    "not_found": _t(404, "没有找到。", "Not found.", "请核对地址或编号。", "Check the address or the number."),
    "method_not_allowed": _t(
        405, "不支持该操作。", "The method is not allowed here.", "请核对接口说明。", "See the interface's description."
    ),
    "conflict": _t(
        409,
        "与当前状态冲突。",
        "This conflicts with the current state.",
        "请刷新后重试。",
        "Read the current state and try again.",
    ),
    "draft_changed": _t(
        409,
        "草稿已在别处(他人或另一窗口)保存过更新的内容。",
        "Somebody else, or another window, has saved the draft since.",
        "请打开最新草稿,把您的修改补进去后再保存。",
        "Open the newest draft, put your changes into it and save again.",
    ),
    "stale_version": _t(
        409,
        "内容已更新到第 {version} 版,您看到的是旧版。",
        "The submission is at version {version}; you saw an older one.",
        "请查看最新版后再操作。",
        "Look at the newest version, then act.",
    ),
    "id_taken": _t(
        409,
        "该编号已用于不同的内容。",
        "The id is used for other content.",
        "请换用新的编号,或带 If-Match 修改原内容。",
        "Use a new id, or amend with If-Match.",
    ),
    "already_withdrawn": _t(
        409,
        "该材料已撤回。",
        "The submission has been withdrawn.",
        "如需再报,请使用新的编号。",
        "To report again use a new id.",
    ),
    "wrong_state": _t(
        409,
        "当前状态“{state}”下不能进行此操作。",
        "This cannot be done in state '{state}'.",
        "请刷新后查看可用操作。",
        "Read the item again; it says what may be done.",
    ),
    "not_your_turn": _t(
        403,
        "目前不在您所在单位的审核环节。",
        "It is not your organisation's turn.",
        "请等待材料转至本级。",
        "Wait until it reaches your level.",
    ),
    "same_person": _t(
        403,
        "不能审核自己填报或在其他环节审核过的材料。",
        "Nobody acts at two levels, or accepts what they filed.",
        "请由另一位人员办理。",
        "Another person must do it.",
    ),
    "claimed_by_other": _t(
        409,
        "该材料正由他人处理。",
        "Somebody else is at work on it.",
        "请稍后再试或处理下一件。",
        "Try later or take the next one.",
    ),
    "reason_needed": _t(
        422,
        "请填写理由。",
        "A reason is needed.",
        "请填写具体理由,便于对方修改。",
        "Give a reason the other side can act on.",
    ),
    "undo_expired": _t(
        409,
        "已超过可撤销的时间。",
        "The time for undoing has passed.",
        "请使用退回或不予采用。",
        "Return or refuse it instead.",
    ),
    "nothing_to_undo": _t(
        409,
        "没有可撤销的操作。",
        "There is nothing of yours to undo.",
        "请刷新后查看最新状态。",
        "Read the current state.",
    ),
    "files_missing": _t(
        409, "所附文件尚未传完。", "Promised files are still missing.", "请待文件传完后再操作。", "Wait for the files."
    ),
    "proofs_missing": _t(
        409,
        "三审三校尚未完成,目前已完成 {done} 次校对。",
        "Only {done} of the three proof readings are done.",
        "请由三位不同人员完成校对后再推介。",
        "Let three different people proofread it first.",
    ),
    "across_units": _t(
        403,
        "跨单位的联合活动由教育部认定。",
        "Naming across units is the ministry's act.",
        "请报教育部经办人员处理。",
        "Ask the ministry's editor.",
    ),
    "self_duplicate": _t(
        422,
        "不能将材料标为与自身重复。",
        "An item cannot duplicate itself.",
        "请选择另一件材料。",
        "Choose another item.",
    ),
    "preview_expired": _t(
        409,
        "批量操作的预览已失效。",
        "The preview of the bulk decision has expired.",
        "请重新预览后再确认。",
        "Preview again and confirm.",
    ),
    "body_too_large": _t(
        413,
        "提交的内容过大,最大 {largest}。",
        "The body is over {largest}.",
        "请减小内容;照片和视频通过上传通道报送。",
        "Make it smaller; bytes of media go by upload.",
    ),
    "rate_limited": _t(
        429,
        "操作过于频繁。",
        "Too many requests.",
        "请 {retry_after_seconds} 秒后再试,内容不会丢失。",
        "Try again in {retry_after_seconds} seconds; nothing is lost.",
    ),
    "bad_cursor": _t(
        400, "翻页标记无效。", "The cursor is not valid.", "请从第一页重新查询。", "Start again without a cursor."
    ),
    "bad_cut": _t(400, "时点标记无效。", "The cut is not valid.", "请去掉该参数重新查询。", "Ask again without it."),
    "precondition_format": _t(
        400,
        "If-Match 须为版本号。",
        "If-Match must be a version number.",
        '请填写当前版本号,如 "2"。',
        'Give the current version, as in "2".',
    ),
    "unreadable_event": _t(
        500,
        "事件无法读取。",
        "The event cannot be read.",
        "已转入死信,请查看原因后重放。",
        "It is a dead letter: see the reason and replay it.",
    ),
    "event_too_large": _t(
        413,
        "内容过大,超过 {limit} 字节。",
        "The event would be over {limit} bytes.",
        "请缩减正文或拆分报送。",
        "Shorten the text or split the submission.",
    ),
    "handler_failed": _t(
        500,
        "事件处理失败。",
        "The event could not be handled.",
        "已转入死信,请查看原因后重放。",
        "It is a dead letter: see the reason and replay it.",
    ),
    "revision_conflict": _t(
        500, "同一修订号内容不同。", "One revision has two contents.", "请联系系统管理员。", "Tell the people on duty."
    ),
    "store_away": _t(
        503,
        "存储暂时不可用,您的内容尚未确认收到。",
        "The store is away; your content is not confirmed.",
        "请 {retry_after_seconds} 秒后用同一编号重发,系统会自动去重。",
        "Send the same request again in {retry_after_seconds} seconds; it settles the outcome.",
    ),
    "not_ready": _t(503, "服务正在启动。", "The service is starting.", "请稍后再试。", "Try again shortly."),
    "internal": _t(
        500,
        "系统内部错误。",
        "An internal error.",
        "请稍后用同一编号重试;若仍失败请联系本届工作电话。",
        "Try the same request again later; if it still fails use the edition's contact.",
    ),
}
