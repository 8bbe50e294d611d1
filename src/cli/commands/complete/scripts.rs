//! The shells' side: each script hands the words up to the cursor over and offers what comes back.

use crate::present::lang::Lang;

/// The script of a shell that can ask the program; none for the others.
pub(super) fn of(shell: &str, lang: Lang) -> Option<String> {
    let (script, place) = match shell {
        "bash" => (BASH, "~/.local/share/bash-completion/completions/cchc"),
        "zsh" => (ZSH, "~/.zfunc/_cchc"),
        "fish" => (FISH, "~/.config/fish/completions/cchc.fish"),
        _ => return None,
    };
    let advice = lang.pick("Lưu vào", "Save as");
    let mut lines: Vec<String> = script.lines().map(str::to_owned).collect();
    // Zsh reads its own mark in the first line.
    let at = usize::from(shell == "zsh");
    lines.insert(at, format!("# {advice} {place}"));
    Some(lines.join("\n") + "\n")
}

/// A list shows what each value means; what is put on the line is the value alone. Bash parts words at
/// "=" and ":", the program's words are parted at blanks.
const BASH: &str = r#"_cchc() {
    local line=${COMP_LINE:0:COMP_POINT} value about width=0 i
    local -a words=() values=() abouts=()
    for ((i = 1; i <= COMP_CWORD; i++)); do
        local word=${COMP_WORDS[i]} last=$((${#words[@]} - 1))
        # Joined again where no blank stood between.
        if ((last >= 0)) && [[ $word == [=:]* || ${words[last]} == *[=:] ]] &&
            [[ $line == *"${words[last]}$word"* ]]; then
            words[last]+=$word
        else
            words+=("$word")
        fi
    done
    COMPREPLY=()
    while IFS=$'\t' read -r value about; do
        if [[ $value == :files ]]; then
            compopt -o default
            return
        fi
        values+=("$value")
        abouts+=("$about")
        ((${#value} > width)) && width=${#value}
    done < <("${COMP_WORDS[0]}" complete bash "${words[@]}" 2>/dev/null)
    # Bash replaces only what follows the last "=" or ":".
    local cut=${words[${#words[@]} - 1]} current=${COMP_WORDS[COMP_CWORD]}
    [[ $current == [=:] ]] && current=
    cut=${cut%"$current"}
    for i in "${!values[@]}"; do
        value=${values[i]#"$cut"}
        if ((${#values[@]} > 1)) && [[ $COMP_TYPE == 63 && -n ${abouts[i]} ]]; then
            printf -v value '%-*s  (%s)' "$width" "$value" "${abouts[i]}"
        fi
        COMPREPLY+=("$value")
    done
    [[ ${#COMPREPLY[@]} == 1 && ${COMPREPLY[0]} == *, ]] && compopt -o nospace
}
complete -o nosort -F _cchc cchc
"#;

const ZSH: &str = r#"#compdef cchc
_cchc() {
    local value about
    local -a values shown
    while IFS=$'\t' read -r value about; do
        if [[ $value == :files ]]; then
            _files
            return
        fi
        values+=("$value")
        shown+=("$value${about:+  -- $about}")
    done < <("${words[1]}" complete zsh "${(@Q)words[2,CURRENT]}" 2>/dev/null)
    (( ${#values} )) && compadd -U -V cchc -l -d shown -a values
}
if [[ $funcstack[1] == _cchc ]]; then
    _cchc "$@"
else
    compdef _cchc cchc
fi
"#;

const FISH: &str = r#"function __cchc_complete
    set -l words (commandline -opc)
    set -l current (commandline -ct)
    set -l found ($words[1] complete fish $words[2..] "$current" 2>/dev/null)
    if test "$found[1]" = :files
        __fish_complete_path "$current"
    else
        printf '%s\n' $found
    end
end
complete -c cchc -f -k -a '(__cchc_complete)'
"#;
